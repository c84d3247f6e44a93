// SPDX-License-Identifier: GPL-3.0-or-later
// The forms of what is no single node: the topology itself, a wire, a note, a group, several nodes.
#pragma once

#include "form_view.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace weir {

class ProfileTable;

class TopologyForm final : public FormView {
    Q_OBJECT
public:
    TopologyForm(Document& document, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;
    void showCheck(const CheckResult& result) override;

private:
    void showHeader();
    void push();
    FormHead* m_head = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_applicationId = nullptr;
    QComboBox* m_guarantee = nullptr;
    QComboBox* m_profile = nullptr;
    ProfileTable* m_costs = nullptr;
    QComboBox* m_onError = nullptr;
    QLineEdit* m_deadLetterTopic = nullptr;
    QLabel* m_sentence = nullptr;
};

class WireForm final : public FormView {
    Q_OBJECT
public:
    WireForm(Document& document, const Edge& edge, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;
    void showCheck(const CheckResult& result) override;

private:
    Edge m_edge;
    FormHead* m_head = nullptr;
    SchemaList* m_schema = nullptr;
};

class NoteForm final : public FormView {
    Q_OBJECT
public:
    NoteForm(Document& document, std::size_t note, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;

private:
    std::size_t m_note;
    QPlainTextEdit* m_text = nullptr;
};

class GroupForm final : public FormView {
    Q_OBJECT
public:
    GroupForm(Document& document, std::size_t group, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;

private:
    std::size_t m_group;
    QLineEdit* m_title = nullptr;
};

class NodesForm final : public FormView {
    Q_OBJECT
public:
    NodesForm(Document& document, std::vector<std::string> nodes, const Theme& theme, QWidget* parent);
    bool follow(const ChangeEvent& change) override;

private:
    void showState();
    std::vector<std::string> m_nodes;
    QCheckBox* m_enabled = nullptr;
};

} // namespace weir
