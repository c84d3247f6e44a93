// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/outline_panel.h"

#include "weir/document/document.h"
#include "weir/document/theme.h"

#include <QHeaderView>

#include <algorithm>

namespace weir {

OutlinePanel::OutlinePanel(const Theme& theme, QWidget* parent) : QTreeWidget(parent), m_theme(&theme) {
    setHeaderHidden(true);
    setColumnCount(2);
    setIndentation(16);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (!m_filling && item) Q_EMIT nodeChosen(item->data(0, Qt::UserRole).toString().toStdString());
    });
}

void OutlinePanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    fill();
}

void OutlinePanel::setDocument(Document* document) {
    if (m_document) m_document->disconnect(this);
    m_document = document;
    if (document) connect(document, &Document::edited, this, &OutlinePanel::fill);
    fill();
}

void OutlinePanel::fill() {
    m_filling = true;
    clear();
    if (m_document) {
        const auto& topology = m_document->topology();
        for (const auto& node : topology.nodes) {
            const auto* spec = m_document->registry().find(node.type);
            const QString name = QString::fromStdString(node.title.empty() ? node.id : node.title);
            auto* item = new QTreeWidgetItem({name, QString::fromStdString(node.type)});
            item->setData(0, Qt::UserRole, QString::fromStdString(node.id));
            item->setIcon(0, m_theme->icon(iconOf(node), m_theme->kind(shapeOf(node, spec))));
            item->setForeground(1, m_theme->muted());
            for (const auto& edge : topology.edges) {
                if (edge.from.node != node.id) continue;
                auto* child = new QTreeWidgetItem({QStringLiteral("→ ") + QString::fromStdString(edge.to.node), QString()});
                child->setData(0, Qt::UserRole, QString::fromStdString(edge.to.node));
                child->setForeground(0, m_theme->muted());
                item->addChild(child);
            }
            addTopLevelItem(item);
        }
        expandAll();
    }
    m_filling = false;
}

void OutlinePanel::showSelection(const Selection& selection) {
    m_filling = true;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        auto* item = topLevelItem(i);
        const std::string id = item->data(0, Qt::UserRole).toString().toStdString();
        item->setSelected(std::find(selection.nodes.begin(), selection.nodes.end(), id) != selection.nodes.end());
    }
    m_filling = false;
}

} // namespace weir
