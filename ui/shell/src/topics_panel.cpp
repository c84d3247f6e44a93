// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/topics_panel.h"

#include "weir/canvas/canvas_view.h"
#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/live/number_text.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace weir {

class TopicsPanel::Tree final : public QTreeWidget {
public:
    Tree() {
        setColumnCount(2);
        setHeaderHidden(true);
        setDragEnabled(true);
        setIndentation(16);
        setUniformRowHeights(true);
        header()->setStretchLastSection(false);
        header()->setSectionResizeMode(0, QHeaderView::Stretch);
        header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    }

protected:
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override {
        auto* mime = new QMimeData;
        if (!items.isEmpty()) {
            const auto* item = items.front()->parent() ? items.front()->parent() : items.front();
            mime->setData(QLatin1String(CanvasView::TOPIC_MIME), item->text(0).toUtf8());
            mime->setText(item->text(0));
        }
        return mime;
    }
};

TopicsPanel::TopicsPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_bridge(bridge), m_theme(&theme), m_filter(new QLineEdit), m_tree(new Tree), m_message(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    m_filter->setProperty("look", QStringLiteral("small"));
    m_filter->setClearButtonEnabled(true);
    auto* holder = new QVBoxLayout;
    holder->setContentsMargins(8, 0, 8, 0);
    holder->addWidget(m_filter);
    column->addLayout(holder);
    column->addWidget(m_tree, 1);
    m_message->setProperty("look", QStringLiteral("muted"));
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 4, 12, 8);
    column->addWidget(m_message);
    m_timer.setInterval(2000);
    connect(&m_timer, &QTimer::timeout, this, &TopicsPanel::refresh);
    connect(m_filter, &QLineEdit::textChanged, this, &TopicsPanel::filter);
    retranslate();
}

void TopicsPanel::setTheme(const Theme& theme) { m_theme = &theme; }

void TopicsPanel::refresh() {
    if (m_asked) return;
    m_asked = true;
    m_bridge.topics([alive = QPointer<TopicsPanel>(this)](const Result<std::vector<TopicInfo>>& topics) {
        if (!alive) return;
        alive->m_asked = false;
        if (topics) return alive->show(*topics);
        alive->m_message->setText(engineWords(topics.error().detail));
        alive->m_message->show();
    });
}

void TopicsPanel::show(const std::vector<TopicInfo>& topics) {
    // Rows are kept and changed in place: what is unfolded and selected stays.
    std::set<QString> names;
    for (const auto& topic : topics) {
        const QString name = QString::fromStdString(topic.spec.name);
        names.insert(name);
        QTreeWidgetItem* item = nullptr;
        for (int i = 0; i < m_tree->topLevelItemCount() && !item; ++i)
            if (m_tree->topLevelItem(i)->text(0) == name) item = m_tree->topLevelItem(i);
        if (!item) {
            int at = 0;
            while (at < m_tree->topLevelItemCount() && m_tree->topLevelItem(at)->text(0) < name) ++at;
            item = new QTreeWidgetItem({name, QString()});
            m_tree->insertTopLevelItem(at, item);
        }
        std::int64_t records = 0;
        std::int64_t bytes = 0;
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            const auto& partition = topic.partitions[p];
            records += partition.end - partition.start;
            bytes += partition.bytes;
            if (static_cast<int>(p) >= item->childCount()) item->addChild(new QTreeWidgetItem({QStringLiteral("p%1").arg(p), QString()}));
            item->child(static_cast<int>(p))->setText(1, shortText(static_cast<double>(partition.end - partition.start)));
            item->child(static_cast<int>(p))->setToolTip(1, partition.problem ? engineWords(*partition.problem) : tr("offsets %1 to %2").arg(groupedText(partition.start), groupedText(partition.end)));
            item->child(static_cast<int>(p))->setForeground(0, partition.problem ? m_theme->error() : m_theme->text());
        }
        item->setText(1, shortText(static_cast<double>(records)));
        item->setToolTip(0, tr("%1 records, %2, %n partition(s)", nullptr, static_cast<int>(topic.partitions.size())).arg(groupedText(records), bytesText(bytes)));
        item->setForeground(0, topic.spec.internal ? m_theme->muted() : m_theme->text());
        item->setForeground(1, m_theme->muted());
    }
    for (int i = m_tree->topLevelItemCount() - 1; i >= 0; --i)
        if (!names.contains(m_tree->topLevelItem(i)->text(0))) delete m_tree->takeTopLevelItem(i);
    m_message->setVisible(topics.empty());
    m_message->setText(tr("No topics yet. They are made when a topology runs."));
    filter();
}

void TopicsPanel::filter() {
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        m_tree->topLevelItem(i)->setHidden(!m_tree->topLevelItem(i)->text(0).contains(m_filter->text(), Qt::CaseInsensitive));
}

QStringList TopicsPanel::topicNames() const {
    QStringList names;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) names << m_tree->topLevelItem(i)->text(0);
    return names;
}

void TopicsPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_timer.start();
}

void TopicsPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_timer.stop();
}

void TopicsPanel::retranslate() { m_filter->setPlaceholderText(tr("Find a topic")); }

void TopicsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
