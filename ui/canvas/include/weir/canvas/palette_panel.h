// SPDX-License-Identifier: GPL-3.0-or-later
// PalettePanel: the left dock's list of nodes, by category, filtered; drag one onto the canvas, or press Enter to add it.
#pragma once

#include "weir/canvas/node_search.h"
#include "weir/document/theme.h"

#include <QWidget>

class QLineEdit;
class QLabel;

namespace weir {

class PalettePanel : public QWidget {
    Q_OBJECT
public:
    PalettePanel(const NodeRegistry& registry, const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    QLineEdit& filterField() { return *m_filter; }

Q_SIGNALS:
    /// Enter or double click: add it in the middle of the canvas (CanvasView::addEntry).
    void entryActivated(const weir::PaletteEntry& entry);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Tree;
    void fill();
    void filter(const QString& text);

    const NodeRegistry& m_registry;
    Theme m_theme;
    std::vector<PaletteEntry> m_entries;
    QLineEdit* m_filter = nullptr;
    Tree* m_tree = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_hintKey = nullptr;
};

} // namespace weir
