// SPDX-License-Identifier: GPL-3.0-or-later
// NodeForm: the form of one node: its name, its fields, the same as JSON, what comes out of it.
#pragma once

#include "form_view.h"

#include <string>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace weir {

class FieldForm;

class NodeForm final : public FormView {
    Q_OBJECT
public:
    NodeForm(Document& document, const std::string& node, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;
    void showCheck(const CheckResult& result) override;
    bool focusField(const std::string& field) override;
    bool applyQuickFix() override;

private:
    void showNode();
    void rename();
    void applyJson();
    bool fix(const std::string& field);

    std::string m_id;
    std::vector<Diagnostic> m_diagnostics;
    FormHead* m_head = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_title = nullptr;
    QLabel* m_nameSentence = nullptr;
    FieldForm* m_fields = nullptr;
    QPushButton* m_asJson = nullptr;
    QPlainTextEdit* m_json = nullptr;
    QLabel* m_jsonSentence = nullptr;
    QWidget* m_fixes = nullptr;
    SchemaList* m_output = nullptr;
};

/// Fields as indented JSON, in their order.
QString prettyJson(const FieldValue& value, int indent = 0);

} // namespace weir
