// SPDX-License-Identifier: GPL-3.0-or-later
#include "quick_add.h"

#include "entry_delegate.h"
#include "weir/document/plain_text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace weir {

QuickAdd::QuickAdd(const NodeRegistry& registry, const Theme& theme, QWidget* parent)
    : QFrame(parent), m_registry(registry), m_theme(theme) {
    setObjectName(QStringLiteral("quickAdd"));
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("quickAddField"));
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("quickAddList"));
    m_list->setItemDelegate(new EntryDelegate(m_theme, m_entries, 10, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(6, 6, 6, 6);
    box->setSpacing(4);
    box->addWidget(m_field);
    box->addWidget(m_list);
    setFixedSize(288, 284);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &QuickAdd::fill);
    connect(m_list, &QListWidget::itemClicked, this, &QuickAdd::choose);
    setTheme(theme);
    hide();
}

void QuickAdd::setTheme(const Theme& theme) {
    m_theme = theme;
    setStyleSheet(QStringLiteral("#quickAdd { background: %1; border: 1px solid %2; border-radius: 6px; } QListWidget { background: %1; }")
                      .arg(m_theme.card().name(), m_theme.border().name()));
}

void QuickAdd::open(QPoint at, std::function<std::optional<QString>(const PaletteEntry&)> refusal) {
    m_entries = paletteEntries(m_registry);
    std::erase_if(m_entries, [](const PaletteEntry& entry) { return entry.type.empty() && entry.id == QStringLiteral("group"); });
    m_refusals.assign(m_entries.size(), {});
    if (refusal)
        for (std::size_t i = 0; i < m_entries.size(); ++i) m_refusals[i] = refusal(m_entries[i]).value_or(QString());
    m_field->setPlaceholderText(tr("Name or DSL: groupByKey"));
    m_field->setAccessibleName(tr("Add a node"));
    m_field->clear();
    fill();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    raise();
    m_field->setFocus();
}

void QuickAdd::fill() {
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int score = matchScore(m_entries[i], m_field->text());
        if (score > 0) found.emplace_back(score + (m_refusals[i].isEmpty() ? 10'000 : 0), i);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [score, i] : found) {
        auto* item = new QListWidgetItem(m_entries[i].title, m_list);
        item->setData(EntryDelegate::EntryRow, static_cast<int>(i));
        item->setData(EntryDelegate::Reason, m_refusals[i]);
        item->setToolTip(plainToolTip(m_refusals[i].isEmpty() ? m_entries[i].summary : m_refusals[i]));
    }
    m_list->setCurrentRow(found.empty() ? -1 : 0);
}

void QuickAdd::choose() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const PaletteEntry entry = m_entries[static_cast<std::size_t>(item->data(EntryDelegate::EntryRow).toInt())];
    hide();
    Q_EMIT chosen(entry);
}

bool QuickAdd::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && isVisible()) {
        QWidget* now = QApplication::focusWidget();
        if (!now || !isAncestorOf(now)) {
            hide();
            Q_EMIT closed();
        }
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    switch (key) {
    case Qt::Key_Escape:
        hide();
        Q_EMIT closed();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int step = key == Qt::Key_Down ? 1 : -1;
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
        return true;
    }
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace weir
