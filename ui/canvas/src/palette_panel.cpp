// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/canvas/palette_panel.h"

#include "entry_delegate.h"
#include "weir/canvas/canvas_view.h"
#include "weir/document/plain_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace weir {

class PalettePanel::Tree final : public QTreeWidget {
public:
    Tree(const std::vector<PaletteEntry>& entries, QWidget* parent) : QTreeWidget(parent), m_entries(entries) {
        setColumnCount(1);
        header()->hide();
        setRootIsDecorated(false);
        setIndentation(0);
        setUniformRowHeights(true);
        setMouseTracking(true);
        setDragEnabled(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setExpandsOnDoubleClick(false);
    }
    const PaletteEntry* entryOf(const QTreeWidgetItem* item) const {
        const QVariant row = item ? item->data(0, EntryDelegate::EntryRow) : QVariant();
        return row.isValid() ? &m_entries[static_cast<std::size_t>(row.toInt())] : nullptr;
    }

protected:
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override {
        const PaletteEntry* entry = items.isEmpty() ? nullptr : entryOf(items.front());
        if (!entry) return nullptr;
        auto* dragged = new QMimeData;
        dragged->setData(QString::fromLatin1(CanvasView::NODE_TYPE_MIME), entry->id.toUtf8());
        return dragged;
    }
    QStringList mimeTypes() const override { return {QString::fromLatin1(CanvasView::NODE_TYPE_MIME)}; }

private:
    const std::vector<PaletteEntry>& m_entries;
};

PalettePanel::PalettePanel(const NodeRegistry& registry, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_registry(registry), m_theme(theme) {
    m_filter = new QLineEdit(this);
    m_filter->setProperty("look", QStringLiteral("small"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("search"), m_theme.muted()), QLineEdit::LeadingPosition);
    m_tree = new Tree(m_entries, this);
    m_tree->setItemDelegate(new EntryDelegate(m_theme, m_entries, 16, m_tree));
    m_hintKey = new QLabel(this);
    m_hintKey->setProperty("look", QStringLiteral("kbd"));
    m_hint = new QLabel(this);
    m_hint->setProperty("look", QStringLiteral("caption"));

    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 8, 8, 8);
    top->addWidget(m_filter);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 8, 12, 8);
    bottom->setSpacing(6);
    bottom->addWidget(m_hintKey);
    bottom->addWidget(m_hint);
    bottom->addStretch();
    auto* line = new QFrame(this);
    line->setProperty("look", QStringLiteral("line"));
    line->setFixedHeight(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(top);
    all->addWidget(m_tree, 1);
    all->addWidget(line);
    all->addLayout(bottom);

    connect(m_filter, &QLineEdit::textChanged, this, &PalettePanel::filter);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        if (const PaletteEntry* entry = m_tree->entryOf(item)) Q_EMIT entryActivated(*entry);
    });
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        if (!m_tree->entryOf(item)) item->setExpanded(!item->isExpanded());
    });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (const PaletteEntry* entry = m_tree->entryOf(m_tree->currentItem())) Q_EMIT entryActivated(*entry);
    });
    fill();
}

void PalettePanel::setTheme(const Theme& theme) {
    m_theme = theme;
    const auto actions = m_filter->actions();
    if (!actions.isEmpty()) actions.front()->setIcon(m_theme.icon(QStringLiteral("search"), m_theme.muted()));
    m_tree->viewport()->update();
}

void PalettePanel::fill() {
    m_filter->setPlaceholderText(tr("Name or DSL: groupByKey"));
    m_filter->setAccessibleName(tr("Search nodes"));
    m_tree->setAccessibleName(tr("Nodes"));
    m_hintKey->setText(tr("Space"));
    m_hint->setText(tr("adds at the cursor"));
    m_tree->clear();
    m_entries = paletteEntries(m_registry);
    QTreeWidgetItem* category = nullptr;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry& entry = m_entries[i];
        if (!category || category->text(0) != entry.category) {
            category = new QTreeWidgetItem(m_tree, {entry.category});
            category->setFlags(Qt::ItemIsEnabled);
            category->setExpanded(true);
        }
        auto* item = new QTreeWidgetItem(category, {entry.title});
        item->setData(0, EntryDelegate::EntryRow, static_cast<int>(i));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
        item->setToolTip(0, plainToolTip(entry.summary));
    }
    filter(m_filter->text());
}

void PalettePanel::filter(const QString& text) {
    QTreeWidgetItem* best = nullptr;
    int bestScore = 0;
    for (int c = 0; c < m_tree->topLevelItemCount(); ++c) {
        QTreeWidgetItem* category = m_tree->topLevelItem(c);
        bool any = false;
        for (int i = 0; i < category->childCount(); ++i) {
            const int score = matchScore(*m_tree->entryOf(category->child(i)), text);
            category->child(i)->setHidden(score == 0);
            any = any || score > 0;
            if (score > bestScore) {
                bestScore = score;
                best = category->child(i);
            }
        }
        category->setHidden(!any);
        if (!text.isEmpty()) category->setExpanded(true);
    }
    m_tree->setCurrentItem(text.isEmpty() ? nullptr : best);
}

void PalettePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fill();
    QWidget::changeEvent(event);
}

} // namespace weir
