// SPDX-License-Identifier: GPL-3.0-or-later
#include "field_editor.h"

#include "weir/inspector/expression_editor.h"
#include "weir/topology/topology_json.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QStyle>
#include <QWheelEvent>

namespace weir {

namespace {

QString inNodes(const std::string& english) { return QCoreApplication::translate("nodes", english.c_str()); }

/// As a person writes it: text without quotes, the rest as JSON.
QString shown(const FieldValue* value) {
    if (!value || value->isNull()) return {};
    if (const std::string* text = value->text()) return QString::fromStdString(*text);
    return QString::fromStdString(fieldToJson(*value));
}

QHBoxLayout* rowOf(QWidget* widget) {
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    return row;
}

void markWrong(QWidget* widget, const std::vector<Diagnostic>& diagnostics) {
    const bool wrong = hasErrors(diagnostics);
    if (widget->property("wrong").toBool() == wrong) return;
    widget->setProperty("wrong", wrong);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

/// A line of text: names, durations, numbers, lists.
class LineEditor final : public FieldEditor {
public:
    LineEditor(const FieldSpec& spec, QWidget* parent) : FieldEditor(parent), m_kind(spec.kind) {
        m_line = new QLineEdit(this);
        const bool code = spec.kind == FieldKind::Topic || spec.kind == FieldKind::Name || spec.kind == FieldKind::FilePath;
        if (code) m_line->setProperty("look", QStringLiteral("mono"));
        rowOf(this)->addWidget(m_line);
        setFocusProxy(m_line);
        const QString fallback = spec.kind == FieldKind::TextList ? joined(&spec.fallback) : shown(&spec.fallback);
        m_line->setPlaceholderText(!fallback.isEmpty() ? fallback
                                   : spec.required     ? QCoreApplication::translate("inspector", "needed")
                                                       : QString());
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) { Q_EMIT edited(parsed(text)); });
        connect(m_line, &QLineEdit::editingFinished, this, &FieldEditor::finished);
    }
    void setValue(const FieldValue* value) override {
        const QString text = m_kind == FieldKind::TextList ? joined(value) : shown(value);
        // "1." while typing 1.5 is 1 to the document: what stands in the line stays.
        if (text == m_line->text() || (m_line->hasFocus() && value && parsed(m_line->text()) == *value)) return;
        m_line->setText(text);
    }
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics) override { markWrong(m_line, diagnostics); }
    void focus() override {
        m_line->setFocus();
        m_line->selectAll();
    }

private:
    static QString joined(const FieldValue* value) {
        if (!value || !value->list()) return shown(value);
        QStringList parts;
        for (const FieldValue& part : *value->list()) parts.append(shown(&part));
        return parts.join(QStringLiteral(", "));
    }
    FieldValue parsed(const QString& text) const {
        if (text.trimmed().isEmpty()) return {};
        bool ok = false;
        if (m_kind == FieldKind::Integer) {
            const qlonglong number = text.toLongLong(&ok);
            if (ok) return FieldValue(static_cast<std::int64_t>(number));
        }
        if (m_kind == FieldKind::Number) {
            const double number = text.toDouble(&ok);
            if (ok) return FieldValue(number);
        }
        if (m_kind == FieldKind::TextList) {
            FieldValue::List list;
            for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
                if (!part.trimmed().isEmpty()) list.emplace_back(part.trimmed().toStdString());
            return list;
        }
        if (text.startsWith(QLatin1Char('{'))) // the object form of a text field
            if (auto object = fieldFromJson(text.toStdString())) return *object;
        return FieldValue(text.toStdString()); // wrong kinds too: the check says what is wrong
    }
    FieldKind m_kind;
    QLineEdit* m_line = nullptr;
};

class BooleanEditor final : public FieldEditor {
public:
    BooleanEditor(const FieldSpec& spec, QWidget* parent) : FieldEditor(parent) {
        m_fallback = spec.fallback.boolean() && *spec.fallback.boolean();
        m_box = new QCheckBox(this);
        rowOf(this)->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool on) {
            Q_EMIT edited(on == m_fallback ? FieldValue() : FieldValue(on));
            Q_EMIT finished();
        });
    }
    void setValue(const FieldValue* value) override { m_box->setChecked(value && value->boolean() ? *value->boolean() : m_fallback); }

private:
    QCheckBox* m_box = nullptr;
    bool m_fallback = false;
};

/// Two short choices as buttons, more as a list.
class ChoiceEditor final : public FieldEditor {
public:
    ChoiceEditor(const FieldSpec& spec, QWidget* parent) : FieldEditor(parent), m_spec(spec) {
        const bool buttons = spec.choices.size() == 2 && spec.fallback.text() && spec.members.empty();
        auto* row = rowOf(this);
        if (buttons) {
            m_group = new QButtonGroup(this);
            for (std::size_t i = 0; i < spec.choices.size(); ++i) {
                auto* button = new QRadioButton(inNodes(spec.choices[i]), this);
                m_group->addButton(button, static_cast<int>(i));
                row->addWidget(button);
            }
            row->addStretch();
            connect(m_group, &QButtonGroup::idClicked, this, &ChoiceEditor::choose);
            return;
        }
        m_box = new QComboBox(this);
        m_box->setFocusPolicy(Qt::StrongFocus);
        m_box->installEventFilter(this);
        row->addWidget(m_box);
        setFocusProxy(m_box);
        if (!spec.fallback.text()) m_box->addItem(spec.required ? QString() : QCoreApplication::translate("inspector", "none"), -1);
        for (std::size_t i = 0; i < spec.choices.size(); ++i) m_box->addItem(inNodes(spec.choices[i]), static_cast<int>(i));
        connect(m_box, &QComboBox::activated, this, [this] { choose(m_box->currentData().toInt()); });
    }
    void setValue(const FieldValue* value) override {
        const std::string* text = value && value->text() ? value->text() : m_spec.fallback.text();
        int index = -1;
        for (std::size_t i = 0; text && i < m_spec.choices.size(); ++i)
            if (m_spec.choices[i] == *text) index = static_cast<int>(i);
        if (m_box) m_box->setCurrentIndex(m_box->findData(index));
        else if (index >= 0) m_group->button(index)->setChecked(true);
    }
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics) override {
        if (m_box) markWrong(m_box, diagnostics);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // Scrolling the form must not change a choice that happens to lie under the mouse.
        if (event->type() == QEvent::Wheel && !m_box->hasFocus()) {
            event->ignore();
            return true;
        }
        return FieldEditor::eventFilter(watched, event);
    }

private:
    void choose(int index) {
        if (index < 0) Q_EMIT edited(FieldValue());
        else {
            const std::string& choice = m_spec.choices[static_cast<std::size_t>(index)];
            const bool same = m_spec.fallback.text() && *m_spec.fallback.text() == choice;
            Q_EMIT edited(same ? FieldValue() : FieldValue(choice));
        }
        Q_EMIT finished();
    }
    const FieldSpec& m_spec;
    QComboBox* m_box = nullptr;
    QButtonGroup* m_group = nullptr;
};

class SqlEditor final : public FieldEditor {
public:
    SqlEditor(const FieldSpec& spec, const Theme& theme, QWidget* parent) : FieldEditor(parent) {
        m_list = spec.kind == FieldKind::SelectList || spec.kind == FieldKind::FlatSelect || spec.kind == FieldKind::Columns;
        m_wide = m_list || spec.kind == FieldKind::Condition;
        m_editor = new ExpressionEditor(theme, this);
        m_editor->setLines(m_list ? 4 : spec.kind == FieldKind::Condition ? 2 : 1);
        const QString fallback = shown(&spec.fallback);
        m_editor->setPlaceholder(!fallback.isEmpty() ? fallback : spec.required ? QCoreApplication::translate("inspector", "needed") : QString());
        rowOf(this)->addWidget(m_editor);
        setFocusProxy(m_editor);
        connect(m_editor, &ExpressionEditor::edited, this, [this](const QString& text) {
            Q_EMIT edited(text.isEmpty() ? FieldValue() : FieldValue(text.toStdString()));
        });
        connect(m_editor, &ExpressionEditor::finished, this, &FieldEditor::finished);
        connect(m_editor, &ExpressionEditor::quickFixAsked, this, &FieldEditor::quickFixAsked);
    }
    void setValue(const FieldValue* value) override { m_editor->setText(shown(value)); }
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics) override { m_editor->setDiagnostics(diagnostics); }
    bool showsDiagnostics() const override { return true; }
    void setScope(const expr::Scope& scope) override { m_editor->setScope(scope); }
    void setTheme(const Theme& theme) override { m_editor->setTheme(theme); }
    bool isWide() const override { return m_wide; }
    void focus() override { m_editor->focusMistake(); }

private:
    ExpressionEditor* m_editor = nullptr;
    bool m_list = false;
    bool m_wide = false;
};

} // namespace

FieldEditor* makeFieldEditor(const FieldSpec& spec, const Theme& theme, QWidget* parent) {
    switch (spec.kind) {
    case FieldKind::Boolean: return new BooleanEditor(spec, parent);
    case FieldKind::Choice: return new ChoiceEditor(spec, parent);
    case FieldKind::Condition:
    case FieldKind::Scalar:
    case FieldKind::SelectList:
    case FieldKind::GroupBy:
    case FieldKind::FlatSelect:
    case FieldKind::Columns: return new SqlEditor(spec, theme, parent);
    default: return new LineEditor(spec, parent);
    }
}

} // namespace weir
