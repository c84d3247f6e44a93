// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasAccessible: the canvas for a screen reader: its cards and wires are its children, each with a name (title, type, settings), a
// description (what it does now: rates, lag, errors), its place, and the action "press", which selects it.
#pragma once

#include "weir/canvas/canvas_view.h"

#include <QAccessibleWidget>

#include <map>
#include <variant>

namespace weir {

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(CanvasView& view);
    ~CanvasAccessible() override;
    CanvasAccessible(const CanvasAccessible&) = delete;
    CanvasAccessible& operator=(const CanvasAccessible&) = delete;

    /// A card's number among the children; -1: it is none.
    int indexOf(const std::string& node) const;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* focusChild() const override;

    /// Qt asks it for the interface of any object; it knows canvases.
    static QAccessibleInterface* make(const QString& className, QObject* object);

private:
    class Part;
    using PartKey = std::variant<std::string, Edge>;
    QAccessibleInterface* part(const PartKey& key) const;
    void forgetGone() const;

    CanvasView& m_view;
    mutable std::map<PartKey, QAccessible::Id> m_parts; ///< made when first asked for
};

} // namespace weir
