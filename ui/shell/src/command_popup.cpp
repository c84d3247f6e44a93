// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/command_popup.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {
namespace {
constexpr int popupWidth = 520;
constexpr int popupHeight = 360;
} // namespace

int fuzzyScore(const QString& candidate, const QString& text) {
    if (text.isEmpty()) return 1;
    const auto whole = candidate.indexOf(text, 0, Qt::CaseInsensitive);
    if (whole == 0) return 1000;
    if (whole > 0) return candidate[whole - 1].isLetterOrNumber() ? 600 : 800;
    int score = 1;
    qsizetype at = -1;
    for (const QChar c : text) {
        if (c.isSpace()) continue;
        const auto next = candidate.indexOf(c, at + 1, Qt::CaseInsensitive);
        if (next < 0) return 0;
        if (next == at + 1) score += 8;
        if (next == 0 || !candidate[next - 1].isLetterOrNumber()) score += 12;
        at = next;
    }
    return std::min(score, 500);
}

CommandPopup::CommandPopup(QWidget* parent) : QFrame(parent, Qt::Popup), m_field(new QLineEdit), m_list(new QListWidget) {
    setObjectName(QStringLiteral("popup"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPopup::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPopup::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPopup::choose);
}

void CommandPopup::open(const QString& placeholder, std::vector<PopupEntry> entries) {
    m_entries = std::move(entries);
    m_field->setPlaceholderText(placeholder);
    m_field->clear();
    filter({});
    const QWidget* window = parentWidget()->window();
    const int width = std::min(popupWidth, window->width() - 40);
    resize(width, std::min(popupHeight, window->height() - 100));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 72)));
    show();
    m_field->setFocus();
}

void CommandPopup::filter(const QString& text) {
    std::vector<std::pair<int, std::size_t>> matches;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (const int score = fuzzyScore(m_entries[i].text, text.trimmed())) matches.emplace_back(-score, i);
    std::stable_sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    m_list->clear();
    for (const auto& [score, index] : matches) {
        const auto& entry = m_entries[index];
        auto* item = new QListWidgetItem(entry.icon, entry.detail.isEmpty() ? entry.text : entry.text + QStringLiteral("    ") + entry.detail);
        item->setData(Qt::UserRole, static_cast<qulonglong>(index));
        item->setSizeHint({0, 26});
        if (!entry.enabled) item->setFlags(Qt::NoItemFlags);
        m_list->addItem(item);
    }
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->flags() & Qt::ItemIsEnabled) {
            m_list->setCurrentRow(i);
            break;
        }
}

int CommandPopup::shownCount() const { return m_list->count(); }

void CommandPopup::choose() {
    const auto* item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled)) return;
    const auto run = m_entries[static_cast<std::size_t>(item->data(Qt::UserRole).toULongLong())].run;
    hide();
    if (run) run();
}

bool CommandPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_PageDown ? 10 : key->key() == Qt::Key_PageUp ? -10 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace weir
