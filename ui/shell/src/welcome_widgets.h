// SPDX-License-Identifier: GPL-3.0-or-later
// The Welcome page's own widgets: a large button of two lines, and an example's card.
#pragma once

#include "weir/document/theme.h"
#include "weir/shell/example_gallery.h"

#include <QAbstractButton>

namespace weir {

class BigButton final : public QAbstractButton {
    Q_OBJECT
public:
    BigButton(const QString& icon, bool primary, const Theme& theme);
    void setTheme(const Theme& theme);
    void setTexts(const QString& title, const QString& hint, const QString& key);
    QSize sizeHint() const override { return {336, 48}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    bool m_primary;
    Theme m_theme;
    QString m_hint;
    QString m_key;
};

class ExampleCard final : public QAbstractButton {
    Q_OBJECT
public:
    ExampleCard(Example example, const NodeRegistry& registry, const Theme& theme);
    const Example& example() const { return m_example; }
    QSize sizeHint() const override { return {224, 152}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Example m_example;
    Theme m_theme;
    QPixmap m_picture;
    bool m_hovered = false;
};

} // namespace weir
