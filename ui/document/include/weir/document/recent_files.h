// SPDX-License-Identifier: GPL-3.0-or-later
// RecentFiles: the last 12 topologies that were opened or saved, newest first, kept in the state folder.
#pragma once

#include <QObject>
#include <QStringList>

namespace weir {

class RecentFiles : public QObject {
    Q_OBJECT
public:
    /// `path`: stateFolder() + "/recent".
    explicit RecentFiles(QString path, QObject* parent = nullptr);
    /// Those that still exist.
    QStringList paths() const;
    void add(const QString& filePath);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void store() const;
    QString m_path;
    QStringList m_files;
};

} // namespace weir
