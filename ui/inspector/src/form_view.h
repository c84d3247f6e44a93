// SPDX-License-Identifier: GPL-3.0-or-later
// FormView: what the inspector shows for one kind of selection. FormHead: its icon, title, kind and count of mistakes.
#pragma once

#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"

#include <QWidget>

class QLabel;

namespace weir {

class FormView : public QWidget {
    Q_OBJECT
public:
    FormView(Document& document, const Theme& theme, QWidget* parent) : QWidget(parent), m_document(document), m_theme(theme) {
        setObjectName(QStringLiteral("form"));
        setAttribute(Qt::WA_StyledBackground);
    }
    /// The document changed. False: what was shown is gone, make another form.
    virtual bool follow(const ChangeEvent& change) = 0;
    virtual void showCheck(const CheckResult&) {}
    virtual bool focusField(const std::string&) { return false; }
    virtual bool applyQuickFix() { return false; }

Q_SIGNALS:
    void said(const QString& sentence);

protected:
    Document& m_document;
    Theme m_theme;
};

class FormHead final : public QWidget {
    Q_OBJECT
public:
    FormHead(const Theme& theme, QWidget* parent);
    void show(const QString& icon, const QColor& color, const QString& title, const QString& kind);
    void setProblems(int errors, int warnings);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
    QString m_icon;
    QColor m_color;
    QLabel* m_title = nullptr;
    QLabel* m_kind = nullptr;
    QLabel* m_problemIcon = nullptr;
    QLabel* m_problems = nullptr;
};

/// The columns of an output, as "Output" at the end of a node's form.
class SchemaList final : public QWidget {
    Q_OBJECT
public:
    SchemaList(const Theme& theme, QWidget* parent);
    void show(const QString& title, const EdgeType* type);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        QString name;
        QString type;
        QString remark;
    };
    Theme m_theme;
    QString m_title;
    QString m_chip;
    std::vector<Line> m_lines;
};

} // namespace weir
