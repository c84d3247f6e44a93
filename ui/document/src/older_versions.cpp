// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/older_versions.h"

#include "weir/document/document_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace weir {

namespace {
constexpr int MOST = 5;
const QString STAMP = QStringLiteral("yyyyMMdd-HHmmss-zzz");
} // namespace

QString OlderVersions::folderOf(const QString& filePath) const {
    const QFileInfo file(filePath);
    const QByteArray where = documentHash(file.absoluteFilePath().toUtf8()).left(16);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(where) + QLatin1Char('-') + file.completeBaseName();
}

void OlderVersions::keep(const QString& filePath) const {
    const auto text = readDocumentFile(filePath);
    if (!text || text->isEmpty()) return;
    const auto known = of(filePath);
    if (!known.empty()) {
        const auto newest = readDocumentFile(known.front().path);
        if (newest && *newest == *text) return;
    }
    const QDir folder(folderOf(filePath));
    QDir().mkpath(folder.path());
    QFile::setPermissions(m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    // Two saves within a millisecond: the later time is moved, never the earlier text lost.
    QDateTime now = QDateTime::currentDateTimeUtc();
    if (!known.empty() && known.front().savedOver >= now) now = known.front().savedOver.addMSecs(1);
    if (!writeDocumentFile(folder.filePath(now.toString(STAMP) + QStringLiteral(".weir")), *text)) return;
    for (std::size_t i = MOST - 1; i < known.size(); ++i) QFile::remove(known[i].path);
}

std::vector<OlderVersion> OlderVersions::of(const QString& filePath) const {
    std::vector<OlderVersion> versions;
    const QDir folder(folderOf(filePath));
    for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.weir")}, QDir::Files, QDir::Name | QDir::Reversed)) {
        QDateTime time = QDateTime::fromString(file.completeBaseName(), STAMP);
        if (!time.isValid()) continue;
        time.setTimeSpec(Qt::UTC);
        versions.push_back({file.absoluteFilePath(), time});
    }
    return versions;
}

} // namespace weir
