// SPDX-License-Identifier: GPL-3.0-or-later
// QuickAdd: the search at the cursor. Type, Enter. Entries that a pulled wire does not fit stand last, with the reason.
#pragma once

#include "weir/canvas/node_search.h"
#include "weir/document/theme.h"

#include <QFrame>

#include <functional>
#include <optional>

class QLineEdit;
class QListWidget;

namespace weir {

class QuickAdd final : public QFrame {
    Q_OBJECT
public:
    QuickAdd(const NodeRegistry& registry, const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    /// `refusal` says why an entry does not fit; empty function: all fit.
    void open(QPoint at, std::function<std::optional<QString>(const PaletteEntry&)> refusal);

Q_SIGNALS:
    void chosen(const weir::PaletteEntry& entry);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void choose();

    const NodeRegistry& m_registry;
    Theme m_theme;
    std::vector<PaletteEntry> m_entries;
    std::vector<QString> m_refusals;
    QLineEdit* m_field = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace weir
