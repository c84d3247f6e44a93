// SPDX-License-Identifier: GPL-3.0-or-later
// FieldEditor: edits one field of a node; made from its FieldSpec. It shows a value, says when the user changed it, and
// shows the mistakes that the check found there.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/document/theme.h"
#include "weir/expr/scope.h"
#include "weir/topology/node_spec.h"

#include <QWidget>

#include <vector>

namespace weir {

class FieldEditor : public QWidget {
    Q_OBJECT
public:
    explicit FieldEditor(QWidget* parent) : QWidget(parent) {}
    /// Null: absent. Emits nothing.
    virtual void setValue(const FieldValue* value) = 0;
    virtual void setDiagnostics(const std::vector<Diagnostic>&) {}
    /// True: the editor says its mistakes itself.
    virtual bool showsDiagnostics() const { return false; }
    virtual void setScope(const expr::Scope&) {}
    virtual void setTheme(const Theme&) {}
    /// Needs the whole width, under its label.
    virtual bool isWide() const { return false; }
    virtual void focus() { setFocus(); }

Q_SIGNALS:
    /// A null value removes the field.
    void edited(const weir::FieldValue& value);
    void finished();
    void quickFixAsked();
};

/// Of kinds Object and ObjectList there is none: the form makes rows of their members.
FieldEditor* makeFieldEditor(const FieldSpec& spec, const Theme& theme, QWidget* parent);

} // namespace weir
