// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/document.h"

#include "weir/document/document_file.h"
#include "weir/document/older_versions.h"
#include "weir/topology/topology_json.h"

#include <QFileInfo>
#include <QUndoCommand>

#include <algorithm>

namespace weir {

namespace {

/// Fold a later change into an earlier one of the same thing; false: they are of different things.
bool absorb(ChangeEvent& earlier, const ChangeEvent& later) {
    return std::visit(Overloaded{
                          [&](NodeChanged& c) {
                              const auto* next = std::get_if<NodeChanged>(&later);
                              if (!next || next->before.id != c.before.id) return false;
                              c.after = next->after;
                              return true;
                          },
                          [&](NodeMoved& c) {
                              const auto* next = std::get_if<NodeMoved>(&later);
                              if (!next || next->id != c.id) return false;
                              c.after = next->after;
                              return true;
                          },
                          [&](NoteChanged& c) {
                              const auto* next = std::get_if<NoteChanged>(&later);
                              if (!next || next->index != c.index) return false;
                              c.after = next->after;
                              return true;
                          },
                          [&](GroupChanged& c) {
                              const auto* next = std::get_if<GroupChanged>(&later);
                              if (!next || next->index != c.index) return false;
                              c.after = next->after;
                              return true;
                          },
                          [&](HeaderChanged& c) {
                              const auto* next = std::get_if<HeaderChanged>(&later);
                              if (!next) return false;
                              c.after = next->after;
                              return true;
                          },
                          [](auto&) { return false; },
                      },
                      earlier);
}

} // namespace

/// One step of the history.
class Document::Step final : public QUndoCommand {
public:
    Step(Document& document, const Edit& edit)
        : QUndoCommand(edit.text), m_document(document), m_changes(edit.changes), m_mergeKey(edit.mergeKey),
          m_gesture(document.m_gesture) {}

    void redo() override { m_document.applyAll(m_changes); }
    void undo() override {
        std::vector<ChangeEvent> inverses;
        inverses.reserve(m_changes.size());
        for (auto it = m_changes.rbegin(); it != m_changes.rend(); ++it) inverses.push_back(inverseOf(*it));
        m_document.endGesture();
        m_document.applyAll(inverses);
    }
    int id() const override { return m_mergeKey.empty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = dynamic_cast<const Step*>(other);
        if (!next || next->m_mergeKey != m_mergeKey || next->m_gesture != m_gesture) return false;
        for (const ChangeEvent& change : next->m_changes) {
            const bool absorbed = std::any_of(m_changes.begin(), m_changes.end(),
                                              [&](ChangeEvent& mine) { return absorb(mine, change); });
            if (!absorbed) m_changes.push_back(change);
        }
        return true;
    }

private:
    Document& m_document;
    std::vector<ChangeEvent> m_changes;
    std::string m_mergeKey;
    quint64 m_gesture;
};

Document::Document(const NodeRegistry& registry, QObject* parent) : QObject(parent), m_registry(registry) {
    m_topology.applicationId = "untitled";
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, [this] { Q_EMIT dirtyChanged(isDirty()); });
}

Document::~Document() { m_undoStack.disconnect(this); }

void Document::push(const Edit& edit) {
    if (!edit.empty()) m_undoStack.push(new Step(*this, edit));
}

void Document::endGesture() { ++m_gesture; }

bool Document::isDirty() const { return m_recovered || !m_undoStack.isClean(); }

QString Document::displayName() const {
    if (!m_filePath.isEmpty()) return QFileInfo(m_filePath).fileName();
    if (!m_topology.name.empty()) return QString::fromStdString(m_topology.name);
    return tr("Untitled");
}

QByteArray Document::text() const { return QByteArray::fromStdString(saveTopology(m_topology)); }

void Document::applyAll(const std::vector<ChangeEvent>& changes) {
    for (const ChangeEvent& change : changes) {
        applyChange(m_topology, change);
        ++m_revision;
        Q_EMIT changed(change);
    }
    Q_EMIT edited();
}

void Document::replace(Topology topology, Diagnostics diagnostics) {
    m_undoStack.clear();
    m_topology = std::move(topology);
    m_loadDiagnostics = std::move(diagnostics);
    ++m_revision;
    Q_EMIT changed(DocumentReplaced{});
    Q_EMIT edited();
}

Result<> Document::open(const QString& path) {
    WEIR_TRY(const QByteArray text, readDocumentFile(path));
    return openText(text, path, false);
}

Result<> Document::openText(const QByteArray& text, const QString& path, bool dirty) {
    LoadedTopology loaded = loadTopology(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), m_registry);
    if (!loaded.topology) {
        const std::string why = loaded.diagnostics.empty() ? tr("this is no topology of Weir").toStdString()
                                                           : toText(loaded.diagnostics.front());
        return fail(Errc::Invalid, why, Place{path.toStdString(), {}, {}, {}, -1, -1});
    }
    const bool wasDirty = isDirty();
    m_recovered = dirty;
    if (!dirty && !path.isEmpty()) m_baseHash = documentHash(text);
    else if (!path.isEmpty()) {
        const auto onDisk = readDocumentFile(path);
        m_baseHash = onDisk ? documentHash(*onDisk) : QByteArray();
    } else m_baseHash.clear();
    const bool moved = path != m_filePath;
    m_filePath = path;
    replace(std::move(*loaded.topology), std::move(loaded.diagnostics));
    if (moved) Q_EMIT filePathChanged(m_filePath);
    if (wasDirty != isDirty()) Q_EMIT dirtyChanged(isDirty());
    return {};
}

Result<> Document::save(bool overwrite) {
    if (m_filePath.isEmpty()) return fail(Errc::Invalid, tr("the topology has no file yet; choose one").toStdString());
    if (!overwrite && !m_baseHash.isEmpty()) {
        const auto onDisk = readDocumentFile(m_filePath);
        if (onDisk && documentHash(*onDisk) != m_baseHash)
            return fail(Errc::InUse, tr("the file was changed by another program since it was opened").toStdString(),
                        Place{m_filePath.toStdString(), {}, {}, {}, -1, -1});
    }
    return write(m_filePath);
}

Result<> Document::saveAs(const QString& path) {
    WEIR_CHECK(write(path));
    if (path != m_filePath) {
        m_filePath = path;
        Q_EMIT filePathChanged(m_filePath);
    }
    return {};
}

Result<> Document::write(const QString& path) {
    const QByteArray out = text();
    if (!m_versionsFolder.isEmpty()) OlderVersions(m_versionsFolder).keep(path);
    WEIR_CHECK(writeDocumentFile(path, out));
    m_baseHash = documentHash(out);
    const bool wasRecovered = std::exchange(m_recovered, false);
    const bool wasClean = m_undoStack.isClean();
    m_undoStack.setClean();
    if (wasRecovered && wasClean) Q_EMIT dirtyChanged(false);
    return {};
}

} // namespace weir
