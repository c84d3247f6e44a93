// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/autosave.h"

#include "weir/document/document.h"
#include "weir/document/document_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace weir {

namespace {
constexpr int DELAY_MS = 1000;
const QString SUFFIX = QStringLiteral(".weir-autosave");

void makePrivateFolder(const QString& path) {
    QDir().mkpath(path);
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}
} // namespace

QString stateFolder() {
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (base.isEmpty() || !QDir::isAbsolutePath(base)) base = QDir::homePath() + QStringLiteral("/.local/state");
    const QString folder = base + QStringLiteral("/weir");
    makePrivateFolder(folder);
    return folder;
}

Autosave::Autosave(Document& document, QString folder, QObject* parent)
    : QObject(parent), m_document(document), m_folder(std::move(folder)) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(DELAY_MS);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::write);
    // Not restarted by each key stroke: an edit waits for one second, however long the typing goes on.
    connect(&m_document, &Document::edited, this, [this] {
        if (!m_timer.isActive()) m_timer.start();
    });
    connect(&m_document, &Document::dirtyChanged, this, [this](bool dirty) {
        if (!dirty) remove();
    });
}

Autosave::~Autosave() { remove(); }

void Autosave::flush() {
    if (m_timer.isActive()) write();
}

void Autosave::write() {
    m_timer.stop();
    if (!m_document.isDirty()) return remove();
    if (m_path.isEmpty()) {
        makePrivateFolder(m_folder);
        m_path = m_folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces) + SUFFIX;
        m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
        m_lock->setStaleLockTime(0);
        m_lock->tryLock(0);
    }
    QJsonObject envelope;
    envelope[QLatin1String("file")] = m_document.filePath();
    envelope[QLatin1String("base")] = QString::fromLatin1(m_document.baseHash());
    envelope[QLatin1String("saved")] = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    envelope[QLatin1String("text")] = QString::fromUtf8(m_document.text());
    const auto written = writeDocumentFile(m_path, QJsonDocument(envelope).toJson());
    if (!written) qWarning("weir: autosave failed: %s", written.error().text().c_str());
}

void Autosave::remove() {
    m_timer.stop();
    if (m_path.isEmpty()) return;
    QFile::remove(m_path);
    m_lock.reset();
    m_path.clear();
}

std::vector<Recovered> findRecovered(const QString& folder) {
    std::vector<Recovered> found;
    const QDir dir(folder);
    for (const QString& name : dir.entryList({QLatin1Char('*') + SUFFIX}, QDir::Files, QDir::Time)) {
        Recovered recovered;
        recovered.autosavePath = dir.filePath(name);
        QLockFile lock(recovered.autosavePath + QStringLiteral(".lock"));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0)) continue; // its owner lives
        const auto bytes = readDocumentFile(recovered.autosavePath);
        if (!bytes) continue;
        const QJsonObject envelope = QJsonDocument::fromJson(*bytes).object();
        recovered.filePath = envelope[QLatin1String("file")].toString();
        recovered.baseHash = envelope[QLatin1String("base")].toString().toLatin1();
        recovered.text = envelope[QLatin1String("text")].toString().toUtf8();
        recovered.savedAt = QDateTime::fromString(envelope[QLatin1String("saved")].toString(), Qt::ISODateWithMs);
        if (recovered.text.isEmpty()) continue;
        if (!recovered.filePath.isEmpty()) {
            const auto onDisk = readDocumentFile(recovered.filePath);
            if (onDisk && *onDisk == recovered.text) { // saved, then crashed: nothing is lost
                QFile::remove(recovered.autosavePath);
                continue;
            }
            recovered.fileChanged = !onDisk || documentHash(*onDisk) != recovered.baseHash;
        }
        found.push_back(std::move(recovered));
    }
    return found;
}

void discardRecovered(const Recovered& recovered) {
    QFile::remove(recovered.autosavePath);
    QFile::remove(recovered.autosavePath + QStringLiteral(".lock"));
}

} // namespace weir
