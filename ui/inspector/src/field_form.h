// SPDX-License-Identifier: GPL-3.0-or-later
// FieldForm: rows of fields, made from FieldSpecs: label, editor, mistakes. Advanced ones are folded; a field that depends on
// another one comes and goes with it; lists of objects grow and shrink.
#pragma once

#include "field_editor.h"

#include <QHash>

#include <memory>
#include <string>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace weir {

class FieldForm final : public QWidget {
    Q_OBJECT
public:
    /// `specs` must outlive the form.
    FieldForm(const std::vector<FieldSpec>& specs, const Theme& theme, QWidget* parent);

    void setFields(const FieldValue::Object& fields);
    void setScope(const expr::Scope& scope);
    /// Those of this node; a field's path as in Diagnostic::field.
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics);
    void setTheme(const Theme& theme);
    /// Unfolds if needed. False: there is no such field.
    bool focusField(const std::string& path);

Q_SIGNALS:
    void edited(const std::string& path, const weir::FieldValue& value);
    void finished();
    void quickFixAsked(const std::string& path);

private:
    void resizeEvent(QResizeEvent* event) override;
    struct Row {
        const FieldSpec* spec = nullptr;
        std::string path;
        std::string parent; ///< path of the object it is a member of; empty: the node
        const std::vector<FieldSpec>* siblings = nullptr;
        bool advanced = false;
        QLabel* label = nullptr;
        FieldEditor* editor = nullptr;
        QLabel* sentence = nullptr;
        QWidget* extra = nullptr; ///< "Add" of a list, "Remove" of an element
    };

    void build();
    void addRows(const std::vector<FieldSpec>& specs, const std::string& parent, bool advanced, const QString& firstLabel);
    void addRow(const FieldSpec& spec, const std::vector<FieldSpec>& siblings, const std::string& parent, bool advanced, const QString& label);
    void addList(const FieldSpec& spec, const std::string& path, bool advanced);
    void addFold();
    void elideFold();
    void unfold(bool unfolded);
    /// The field of this path, or the one that holds it, stands behind the fold.
    bool isFolded(const std::string& path) const;
    bool applies(const Row& row) const;
    void refresh();
    std::vector<std::size_t> listSizes(const std::vector<FieldSpec>& specs, const std::string& parent) const;

    const std::vector<FieldSpec>& m_specs;
    Theme m_theme;
    FieldValue::Object m_fields;
    expr::Scope m_scope;
    std::vector<Diagnostic> m_diagnostics;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_listSizes;
    QGridLayout* m_grid = nullptr;
    QPushButton* m_fold = nullptr;
    QString m_foldText;
    bool m_unfolded = false;
    bool m_advancedBuilt = false; ///< their editors cost a click's time, and few look at them
};

} // namespace weir
