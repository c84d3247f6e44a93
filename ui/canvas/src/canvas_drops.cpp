// SPDX-License-Identifier: GPL-3.0-or-later
// What comes to the canvas from outside: the search, the palette, topics, the clipboard; and what leaves it.
#include "canvas_tool.h"
#include "edge_item.h"
#include "group_item.h"
#include "node_item.h"
#include "quick_add.h"
#include "weir/canvas/canvas_view.h"
#include "weir/canvas/node_search.h"
#include "weir/document/engine_words.h"
#include "weir/topology/topology_json.h"
#include "wire_fit.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <cmath>
#include <memory>

namespace weir {

namespace {

int onGrid(double value) { return static_cast<int>(std::lround(value / Theme::GRID)) * Theme::GRID; }

const QString& mime(const char* name) {
    static const QString TYPE = QString::fromLatin1(CanvasView::NODE_TYPE_MIME);
    static const QString TOPIC = QString::fromLatin1(CanvasView::TOPIC_MIME);
    static const QString FRAGMENT = QString::fromLatin1(CanvasView::FRAGMENT_MIME);
    if (name == CanvasView::NODE_TYPE_MIME) return TYPE;
    return name == CanvasView::TOPIC_MIME ? TOPIC : FRAGMENT;
}

std::optional<PaletteEntry> entryOf(const NodeRegistry& registry, const QString& id) {
    for (const PaletteEntry& entry : paletteEntries(registry))
        if (entry.id == id) return entry;
    return std::nullopt;
}

/// Where a new card covers none that is there: along the flow, until there is room.
CanvasPoint besideCards(const Topology& topology, CanvasPoint corner, bool rightwards) {
    constexpr int pitch = 256;
    const auto covered = [&]() -> std::optional<CanvasPoint> {
        const QRectF card(corner.x, corner.y, Theme::NODE_WIDTH, Theme::NODE_HEIGHT);
        for (const Node& node : topology.nodes)
            if (const auto at = topology.position(node.id); at && card.intersects(QRectF(at->x, at->y, Theme::NODE_WIDTH, Theme::NODE_HEIGHT))) return at;
        return std::nullopt;
    };
    for (std::size_t tries = 0; tries <= topology.nodes.size(); ++tries) {
        const auto under = covered();
        if (!under) break;
        corner = {under->x + (rightwards ? pitch : -pitch), under->y};
    }
    return corner;
}

} // namespace

// ---- adding ----------------------------------------------------------------------------------------------------------

QPointF CanvasView::cursorInScene() const {
    const bool inside = viewport()->rect().contains(m_lastCursor) && m_lastCursor != QPoint();
    return mapToScene(inside ? m_lastCursor : viewport()->rect().center());
}

void CanvasView::quickAdd() { searchAt(cursorInScene()); }

void CanvasView::searchAt(QPointF at, std::optional<WireStart> wire) {
    // Without a wire, what is added follows the one selected node if it fits.
    const Selection selection = m_scene->selection();
    if (!wire && selection.nodes.size() == 1) {
        const Node* node = m_document.topology().find(selection.nodes.front());
        const NodeSpec* spec = node ? m_document.registry().find(node->type) : nullptr;
        const auto outputs = spec ? spec->outputsOf(*node) : std::vector<PortSpec>{};
        if (!outputs.empty()) wire = WireStart{{node->id, outputs.front().name}, true};
    }
    std::function<std::optional<QString>(const PaletteEntry&)> refusal;
    if (wire) {
        auto fit = std::make_shared<WireFit>(m_checker.ensureLatest().plan->typed, m_document.registry(), *wire);
        refusal = [fit](const PaletteEntry& entry) -> std::optional<QString> {
            const auto offer = fit->offer(entry);
            return offer.refusal ? std::optional(engineWords(*offer.refusal)) : std::nullopt;
        };
    }
    disconnect(m_quickAdd, &QuickAdd::chosen, this, nullptr);
    connect(m_quickAdd, &QuickAdd::chosen, this, [this, at, wire](const PaletteEntry& entry) {
        setFocus();
        place(entry, at, wire);
    });
    disconnect(m_quickAdd, &QuickAdd::closed, this, nullptr);
    connect(m_quickAdd, &QuickAdd::closed, this, [this] { setFocus(); });
    m_quickAdd->open(mapFromScene(at), std::move(refusal));
}

void CanvasView::addEntry(const PaletteEntry& entry) {
    const Selection selection = m_scene->selection();
    std::optional<WireStart> wire;
    QPointF at = mapToScene(viewport()->rect().center());
    if (selection.nodes.size() == 1) {
        const Node* node = m_document.topology().find(selection.nodes.front());
        const NodeSpec* spec = node ? m_document.registry().find(node->type) : nullptr;
        const auto outputs = spec ? spec->outputsOf(*node) : std::vector<PortSpec>{};
        if (!outputs.empty()) {
            wire = WireStart{{node->id, outputs.front().name}, true};
            const CanvasPoint beside = m_document.topology().position(node->id).value_or(CanvasPoint{});
            at = QPointF(beside.x + 256, beside.y + Theme::NODE_HEIGHT / 2.0);
        }
    }
    place(entry, at, wire);
}

void CanvasView::place(const PaletteEntry& entry, QPointF at, std::optional<WireStart> wire) {
    if (entry.type.empty()) {
        if (entry.id == QStringLiteral("note")) {
            m_document.push(edits::addNote(m_document.topology(),
                                           Note{tr("Note").toStdString(), {onGrid(at.x()), onGrid(at.y())}, {200, 80}}));
            m_scene->select(Selection{{}, {}, {m_document.topology().notes.size() - 1}, {}});
        } else {
            groupSelection();
        }
        return;
    }
    Node node = nodeOf(entry, m_document.topology());
    const std::string id = node.id;
    std::vector<Edge> wires;
    CanvasPoint corner{onGrid(at.x() - Theme::NODE_WIDTH / 2.0), onGrid(at.y() - Theme::NODE_HEIGHT / 2.0)};
    if (wire) {
        const WireFit fit(m_checker.ensureLatest().plan->typed, m_document.registry(), *wire);
        const auto offer = fit.offer(entry);
        if (!offer.refusal) wires.push_back(fit.wireTo({id, offer.port}));
        // The loose end of the wire was at the cursor: the card's port comes there.
        corner.x = onGrid(wire->output ? at.x() : at.x() - Theme::NODE_WIDTH);
    }
    corner = besideCards(m_document.topology(), corner, !wire || wire->output);
    m_document.push(edits::addNode(m_document.topology(), std::move(node), corner, std::move(wires)));
    m_document.endGesture();
    m_scene->select(Selection{{id}, {}, {}, {}});
}

void CanvasView::addNote() {
    PaletteEntry note;
    note.id = QStringLiteral("note");
    place(note, cursorInScene(), std::nullopt);
}

void CanvasView::groupSelection() {
    const Selection selection = m_scene->selection();
    if (selection.nodes.empty()) return;
    m_document.push(edits::addGroup(m_document.topology(), Group{tr("Group").toStdString(), selection.nodes, {}}));
    m_scene->select(Selection{{}, {}, {}, {m_document.topology().groups.size() - 1}});
}

void CanvasView::removeSelection() {
    m_document.push(edits::removeSelection(m_document.topology(), m_scene->selection()));
    m_document.endGesture();
}

void CanvasView::removeAndHeal() {
    const Selection selection = m_scene->selection();
    if (selection.nodes.empty()) return removeSelection();
    m_document.push(edits::removeAndHeal(m_document.topology(), selection.nodes));
    m_document.endGesture();
}

void CanvasView::selectAll() {
    Selection all;
    for (const auto& [id, item] : m_scene->nodeItems()) all.nodes.push_back(id);
    for (const auto& [edge, item] : m_scene->edgeItems()) all.edges.push_back(edge);
    for (std::size_t i = 0; i < m_document.topology().notes.size(); ++i) all.notes.push_back(i);
    m_scene->select(all);
}

// ---- clipboard -------------------------------------------------------------------------------------------------------

void CanvasView::copy() {
    const Topology fragment = edits::fragmentOf(m_document.topology(), m_scene->selection());
    if (fragment.nodes.empty() && fragment.notes.empty()) return;
    const std::string text = fragmentToJson(fragment);
    auto* mimeData = new QMimeData;
    mimeData->setData(mime(FRAGMENT_MIME), QByteArray::fromStdString(text));
    mimeData->setText(QString::fromStdString(text));
    QGuiApplication::clipboard()->setMimeData(mimeData);
    m_pastes = 0;
}

void CanvasView::cut() {
    copy();
    removeSelection();
}

void CanvasView::paste() {
    const QMimeData* mimeData = QGuiApplication::clipboard()->mimeData();
    if (!mimeData) return;
    if (mimeData->hasFormat(mime(FRAGMENT_MIME))) pasteText(mimeData->data(mime(FRAGMENT_MIME)), std::nullopt);
    else if (mimeData->hasText()) pasteText(mimeData->text().toUtf8(), std::nullopt);
}

void CanvasView::duplicate() {
    const Topology fragment = edits::fragmentOf(m_document.topology(), m_scene->selection());
    if (fragment.nodes.empty() && fragment.notes.empty()) return;
    m_pastes = 0;
    pasteText(QByteArray::fromStdString(fragmentToJson(fragment)), std::nullopt);
}

void CanvasView::pasteText(const QByteArray& text, std::optional<QPointF> at) {
    const LoadedTopology loaded =
        fragmentFromJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), m_document.registry());
    if (!loaded.topology || (loaded.topology->nodes.empty() && loaded.topology->notes.empty())) {
        Q_EMIT said(tr("The clipboard holds no nodes of Weir."));
        return;
    }
    CanvasPoint corner;
    if (at) corner = {onGrid(at->x()), onGrid(at->y())};
    else {
        // Beside the original, each time a little further; in view if that is elsewhere.
        QRectF box;
        for (const Node& node : loaded.topology->nodes) {
            const CanvasPoint p = loaded.topology->position(node.id).value_or(CanvasPoint{});
            box |= QRectF(p.x, p.y, Theme::NODE_WIDTH, Theme::NODE_HEIGHT);
        }
        for (const Note& note : loaded.topology->notes) box |= QRectF(note.at.x, note.at.y, note.size.x, note.size.y);
        const int away = 32 * ++m_pastes;
        const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
        const QPointF place = seen.intersects(box) ? box.topLeft() + QPointF(away, away)
                                                   : seen.center() - QPointF(box.width() / 2, box.height() / 2);
        corner = {onGrid(place.x()), onGrid(place.y())};
    }
    const edits::Pasted pasted = edits::paste(m_document.topology(), *loaded.topology, corner);
    m_document.push(pasted.edit);
    m_document.endGesture();
    m_scene->select(pasted.selection);
}

// ---- drag and drop ---------------------------------------------------------------------------------------------------

void CanvasView::showSplice(const std::optional<Edge>& edge) {
    if (edge == m_spliceTarget) return;
    if (EdgeItem* old = m_spliceTarget ? m_scene->edgeItem(*m_spliceTarget) : nullptr) old->setSpliceShown(false);
    m_spliceTarget = edge;
    if (EdgeItem* item = edge ? m_scene->edgeItem(*edge) : nullptr) item->setSpliceShown(true);
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData* mimeData = event->mimeData();
    if (mimeData->hasFormat(mime(NODE_TYPE_MIME)) || mimeData->hasFormat(mime(TOPIC_MIME)) || mimeData->hasFormat(mime(FRAGMENT_MIME)))
        event->acceptProposedAction();
    else event->ignore(); // files are the window's
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    const QPointF at = mapToScene(event->position().toPoint());
    std::optional<Edge> wire;
    if (event->mimeData()->hasFormat(mime(NODE_TYPE_MIME))) {
        const auto entry = entryOf(m_document.registry(), QString::fromUtf8(event->mimeData()->data(mime(NODE_TYPE_MIME))));
        const NodeSpec* spec = entry ? m_document.registry().find(entry->type) : nullptr;
        if (spec && !spec->inputs.empty() && (spec->dynamicOutputs || !spec->outputs.empty()))
            if (const EdgeItem* item = m_scene->edgeAt(at, 16)) wire = item->view().edge;
    }
    showSplice(wire);
    event->acceptProposedAction();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) { showSplice(std::nullopt); }

void CanvasView::dropEvent(QDropEvent* event) {
    const QPointF at = mapToScene(event->position().toPoint());
    const QMimeData* mimeData = event->mimeData();
    const std::optional<Edge> wire = m_spliceTarget;
    showSplice(std::nullopt);
    event->acceptProposedAction();
    setFocus();
    if (mimeData->hasFormat(mime(FRAGMENT_MIME))) return pasteText(mimeData->data(mime(FRAGMENT_MIME)), at);
    if (mimeData->hasFormat(mime(TOPIC_MIME))) {
        auto entry = entryOf(m_document.registry(), QStringLiteral("source"));
        if (!entry) return;
        entry->fields = {{"topic", FieldValue(mimeData->data(mime(TOPIC_MIME)).toStdString())}};
        return place(*entry, at, std::nullopt);
    }
    const auto entry = entryOf(m_document.registry(), QString::fromUtf8(mimeData->data(mime(NODE_TYPE_MIME))));
    if (!entry) return;
    const NodeSpec* spec = m_document.registry().find(entry->type);
    if (!wire || !spec) return place(*entry, at, std::nullopt);
    Node node = nodeOf(*entry, m_document.topology());
    const std::string id = node.id;
    const auto outputs = spec->outputsOf(node);
    if (outputs.empty()) return place(*entry, at, std::nullopt);
    const CanvasPoint corner{onGrid(at.x() - Theme::NODE_WIDTH / 2.0), onGrid(at.y() - Theme::NODE_HEIGHT / 2.0)};
    m_document.push(edits::spliceNode(m_document.topology(), std::move(node), corner, *wire,
                                      spec->inputs.front().name, outputs.front().name));
    m_scene->select(Selection{{id}, {}, {}, {}});
}

} // namespace weir
