// SPDX-License-Identifier: GPL-3.0-or-later
// Document: a topology being edited: the value, its history, its file. All edits of the window go through push().
//   gesture → Edit (edits.h) → push() → ChangeEvent → canvas, inspector, checker.
// Threads  the GUI thread.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/core/result.h"
#include "weir/document/change_event.h"
#include "weir/document/edits.h"
#include "weir/topology/node_spec.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUndoStack>

namespace weir {

class Document : public QObject {
    Q_OBJECT
public:
    /// An empty topology. `registry` must outlive the document.
    explicit Document(const NodeRegistry& registry, QObject* parent = nullptr);
    ~Document() override;

    const Topology& topology() const { return m_topology; }
    const NodeRegistry& registry() const { return m_registry; }

    /// One step of the history; an empty edit is ignored.
    void push(const Edit& edit);
    /// The gesture is over (a mouse release, a field left): the next edit starts a new step.
    void endGesture();
    /// For undo and redo actions and the history list. undo() and redo() of the stack are the only other road.
    QUndoStack& undoStack() { return m_undoStack; }
    const QUndoStack& undoStack() const { return m_undoStack; }

    /// Empty: never saved.
    const QString& filePath() const { return m_filePath; }
    /// "revenue-by-region.weir", or the topology's name, for a tab.
    QString displayName() const;
    bool isDirty() const;
    /// The text as it would be saved.
    QByteArray text() const;
    /// What was wrong in the text that was opened (unknown keys …); shown beside the checker's.
    const Diagnostics& loadDiagnostics() const { return m_loadDiagnostics; }

    /// Read a file. On an error the document stays as it was. A file with mistakes that can be shown opens, see loadDiagnostics().
    Result<> open(const QString& path);
    /// From text: an example, a recovered edit. `path` may be empty (a document without a file); `dirty`: differs from it.
    Result<> openText(const QByteArray& text, const QString& path, bool dirty);
    /// Write to filePath(). Refused with Errc::InUse if the file changed outside since it was read, unless `overwrite`.
    Result<> save(bool overwrite = false);
    Result<> saveAs(const QString& path);
    /// Where the texts go that are saved over (OlderVersions); empty, as at first: nowhere.
    void keepVersionsIn(const QString& folder) { m_versionsFolder = folder; }
    /// SHA-256 (hex) of the file's bytes as last read or written; empty: no file.
    const QByteArray& baseHash() const { return m_baseHash; }
    /// Counts up with every change, undo and redo.
    quint64 revision() const { return m_revision; }

Q_SIGNALS:
    void changed(const weir::ChangeEvent& change);
    /// After all the changes of one edit, undo or redo.
    void edited();
    void dirtyChanged(bool dirty);
    void filePathChanged(const QString& path);

private:
    class Step;
    void applyAll(const std::vector<ChangeEvent>& changes);
    void replace(Topology topology, Diagnostics diagnostics);
    Result<> write(const QString& path);

    const NodeRegistry& m_registry;
    Topology m_topology;
    QUndoStack m_undoStack;
    QString m_filePath;
    QString m_versionsFolder;
    QByteArray m_baseHash;
    Diagnostics m_loadDiagnostics;
    quint64 m_revision = 0;
    quint64 m_gesture = 0;
    bool m_recovered = false; ///< differs from its file though the history is empty
};

} // namespace weir
