// SPDX-License-Identifier: GPL-3.0-or-later
// WelcomePage: the first tab: new, open, recent files, and the gallery of examples. A click on an example opens and runs it.
#pragma once

#include "weir/document/theme.h"
#include "weir/shell/example_gallery.h"

#include <QScrollArea>

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace weir {

class Banner;
class BigButton;
class ExampleCard;
class NodeRegistry;
class RecentFiles;

class WelcomePage : public QScrollArea {
    Q_OBJECT
public:
    WelcomePage(const NodeRegistry& registry, RecentFiles& recent, const Theme& theme, bool showAtStart, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Above the examples, until something else is opened.
    void showError(const QString& sentence);

Q_SIGNALS:
    void newAsked();
    void openAsked();
    void fileChosen(const QString& path);
    void exampleChosen(const QString& id);
    void showAtStartChanged(bool shown);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillRecent();
    void fillExamples();
    void placeCards();
    void retranslate();

    const NodeRegistry& m_registry;
    RecentFiles& m_recent;
    Theme m_theme;
    Banner* m_banner = nullptr;
    QLabel* m_logo = nullptr;
    QLabel* m_slogan = nullptr;
    BigButton* m_new = nullptr;
    BigButton* m_open = nullptr;
    BigButton* m_connect = nullptr;
    QLabel* m_recentTitle = nullptr;
    QVBoxLayout* m_recentRows = nullptr;
    QLabel* m_examplesTitle = nullptr;
    QLabel* m_examplesHint = nullptr;
    QLineEdit* m_find = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_keys = nullptr;
    QCheckBox* m_atStart = nullptr;
    std::vector<ExampleCard*> m_cards;
    int m_columns = 0;
};

} // namespace weir
