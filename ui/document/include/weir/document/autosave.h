// SPDX-License-Identifier: GPL-3.0-or-later
// Autosave: within 2 s of an edit a document's text stands in the state folder, never over the user's file, so that a crash
// of the machine or of Weir loses no edit. A lock file says whose it is; a crashed owner's file is offered at the next start.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <vector>

namespace weir {

class Document;

/// XDG_STATE_HOME/weir, or ~/.local/state/weir (made if missing, 0700).
QString stateFolder();

class Autosave : public QObject {
    Q_OBJECT
public:
    /// `folder`: stateFolder() + "/autosave". `document` must outlive this.
    Autosave(Document& document, QString folder, QObject* parent = nullptr);
    ~Autosave() override; ///< a clean end: removes the file
    /// Write now what is pending (session end).
    void flush();

private:
    void write();
    void remove();

    Document& m_document;
    QString m_folder;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_timer;
};

/// An autosaved text whose owner is gone and that differs from the file it was made from.
struct Recovered {
    QString autosavePath;
    QString filePath;    ///< may be empty: the document had no file
    QByteArray text;
    QByteArray baseHash; ///< SHA-256 of the file it was edited from
    bool fileChanged = false; ///< the file is not that one any more
    QDateTime savedAt;
};
std::vector<Recovered> findRecovered(const QString& folder);
/// The user decided (took it or not): forget it.
void discardRecovered(const Recovered& recovered);

} // namespace weir
