// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas_accessible.h"

#include "edge_item.h"
#include "node_item.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace weir {

namespace {
constexpr const char* ERRORS = QT_TRANSLATE_NOOP("canvas", "%n error(s)");
constexpr const char* WARNINGS = QT_TRANSLATE_NOOP("canvas", "%n warning(s)");
} // namespace

class CanvasAccessible::Part final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    Part(CanvasView& view, PartKey key) : m_view(&view), m_key(std::move(key)) {}
    const PartKey& key() const { return m_key; }

    bool isValid() const override { return m_view && item(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        const NodeItem* card = node();
        const EdgeItem* wire = edge();
        if (kind == QAccessible::Name)
            return card ? card->view().accessibleName
                        : QCoreApplication::translate("canvas", "Wire from %1 to %2").arg(QString::fromStdString(wire->view().edge.from.node), QString::fromStdString(wire->view().edge.to.node));
        if (kind != QAccessible::Description) return {};
        QStringList parts;
        const auto add = [&parts](const QString& part) {
            if (!part.isEmpty()) parts.append(part);
        };
        if (card) {
            add(card->view().live);
            if (!card->view().storeRows.isEmpty()) add(QCoreApplication::translate("canvas", "%1 rows in its store").arg(card->view().storeRows));
            if (card->view().errors > 0) add(QCoreApplication::translate("canvas", ERRORS, nullptr, card->view().errors));
            if (card->view().warnings > 0) add(QCoreApplication::translate("canvas", WARNINGS, nullptr, card->view().warnings));
            if (card->view().notApplied) add(QCoreApplication::translate("canvas", "not applied"));
        } else {
            add(wire->view().rate);
            if (!wire->view().lag.isEmpty()) add(QCoreApplication::translate("canvas", "%1 behind").arg(wire->view().lag));
        }
        return parts.join(QStringLiteral(", "));
    }

    QRect rect() const override {
        if (!isValid()) return {};
        const NodeItem* card = node();
        const QRectF scene = card ? NodeItem::cardRect().translated(card->pos()) : edge()->curve().bounds();
        const QRect local = m_view->mapFromScene(scene).boundingRect();
        return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !isValid();
        if (state.invalid) return state;
        state.focusable = true;
        state.selectable = true;
        state.selected = item()->isSelected();
        state.focused = m_view->hasFocus() && node() && m_view->canvas().focusNode() == node()->nodeId();
        state.disabled = node() && !node()->view().enabled;
        state.offscreen = !m_view->viewport()->rect().intersects(m_view->mapFromScene(item()->sceneBoundingRect()).boundingRect());
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString&) override {
        if (!isValid()) return;
        if (const NodeItem* card = node()) return m_view->reveal(card->nodeId());
        m_view->canvas().select(Selection{{}, {edge()->view().edge}, {}, {}});
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    NodeItem* node() const {
        const auto* id = std::get_if<std::string>(&m_key);
        return id ? m_view->canvas().nodeItem(*id) : nullptr;
    }
    EdgeItem* edge() const {
        const auto* wire = std::get_if<Edge>(&m_key);
        return wire ? m_view->canvas().edgeItem(*wire) : nullptr;
    }
    QGraphicsItem* item() const {
        if (NodeItem* card = node()) return card;
        return edge();
    }

    QPointer<CanvasView> m_view;
    PartKey m_key;
};

CanvasAccessible::CanvasAccessible(CanvasView& view) : QAccessibleWidget(&view, QAccessible::List), m_view(view) {}

CanvasAccessible::~CanvasAccessible() {
    for (const auto& [key, id] : m_parts) QAccessible::deleteAccessibleInterface(id);
}

QAccessibleInterface* CanvasAccessible::make(const QString&, QObject* object) {
    auto* view = qobject_cast<CanvasView*>(object);
    return view ? new CanvasAccessible(*view) : nullptr;
}

QAccessibleInterface* CanvasAccessible::part(const PartKey& key) const {
    auto found = m_parts.find(key);
    if (found == m_parts.end()) {
        forgetGone();
        found = m_parts.emplace(key, QAccessible::registerAccessibleInterface(new Part(m_view, key))).first;
    }
    return QAccessible::accessibleInterface(found->second);
}

void CanvasAccessible::forgetGone() const {
    std::erase_if(m_parts, [](const auto& entry) {
        QAccessibleInterface* known = QAccessible::accessibleInterface(entry.second);
        if (known && known->isValid()) return false;
        QAccessible::deleteAccessibleInterface(entry.second);
        return true;
    });
}

int CanvasAccessible::indexOf(const std::string& node) const {
    const auto& nodes = m_view.document().topology().nodes;
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.id == node; });
    return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
}

int CanvasAccessible::childCount() const {
    const Topology& topology = m_view.document().topology();
    return static_cast<int>(topology.nodes.size() + topology.edges.size()) + QAccessibleWidget::childCount();
}

QAccessibleInterface* CanvasAccessible::child(int index) const {
    const Topology& topology = m_view.document().topology();
    const auto nodes = static_cast<int>(topology.nodes.size());
    const auto edges = static_cast<int>(topology.edges.size());
    if (index < 0) return nullptr;
    if (index < nodes) return part(topology.nodes[static_cast<std::size_t>(index)].id);
    if (index < nodes + edges) return part(topology.edges[static_cast<std::size_t>(index - nodes)]);
    return QAccessibleWidget::child(index - nodes - edges);
}

QAccessibleInterface* CanvasAccessible::childAt(int x, int y) const {
    if (QAccessibleInterface* overlay = QAccessibleWidget::childAt(x, y); overlay && overlay->object() != m_view.viewport()) return overlay;
    const QPointF at = m_view.mapToScene(m_view.viewport()->mapFromGlobal(QPoint(x, y)));
    if (const NodeItem* card = m_view.canvas().nodeAt(at)) return part(card->nodeId());
    if (const EdgeItem* wire = m_view.canvas().edgeAt(at)) return part(wire->view().edge);
    return nullptr;
}

int CanvasAccessible::indexOfChild(const QAccessibleInterface* child) const {
    const Topology& topology = m_view.document().topology();
    if (const auto* known = dynamic_cast<const Part*>(child)) {
        if (const auto* id = std::get_if<std::string>(&known->key())) return indexOf(*id);
        const auto found = std::find(topology.edges.begin(), topology.edges.end(), std::get<Edge>(known->key()));
        return found == topology.edges.end() ? -1 : static_cast<int>(topology.nodes.size()) + static_cast<int>(found - topology.edges.begin());
    }
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? index : static_cast<int>(topology.nodes.size() + topology.edges.size()) + index;
}

QAccessibleInterface* CanvasAccessible::focusChild() const {
    if (m_view.hasFocus() && m_view.canvas().nodeItem(m_view.canvas().focusNode())) return part(m_view.canvas().focusNode());
    return QAccessibleWidget::focusChild();
}

} // namespace weir
