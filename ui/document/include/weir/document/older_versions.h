// SPDX-License-Identifier: GPL-3.0-or-later
// OlderVersions: the last five texts that a file had before it was saved over (reliability.md D13), in the state folder.
#pragma once

#include <QDateTime>
#include <QString>

#include <vector>

namespace weir {

struct OlderVersion {
    QString path; ///< of the kept text
    QDateTime savedOver;
};

class OlderVersions {
public:
    explicit OlderVersions(QString folder) : m_folder(std::move(folder)) {}
    /// Keep what stands in the file now; the oldest of six leaves. Called before it is written. A file that is not there or
    /// cannot be kept is no reason not to save.
    void keep(const QString& filePath) const;
    /// The newest first.
    std::vector<OlderVersion> of(const QString& filePath) const;

private:
    QString folderOf(const QString& filePath) const;
    QString m_folder;
};

} // namespace weir
