// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/recent_files.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace weir {

namespace {
constexpr qsizetype MOST = 12;
}

RecentFiles::RecentFiles(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) return;
    m_files = QString::fromUtf8(file.read(64 << 10)).split(QLatin1Char('\n'), Qt::SkipEmptyParts).mid(0, MOST);
}

QStringList RecentFiles::paths() const {
    QStringList existing;
    for (const QString& path : m_files)
        if (QFileInfo::exists(path)) existing.append(path);
    return existing;
}

void RecentFiles::add(const QString& filePath) {
    const QString path = QFileInfo(filePath).absoluteFilePath();
    if (path.contains(QLatin1Char('\n'))) return; // the list is a line a file
    m_files.removeAll(path);
    m_files.prepend(path);
    m_files = m_files.mid(0, MOST);
    store();
    Q_EMIT changed();
}

void RecentFiles::clear() {
    m_files.clear();
    store();
    Q_EMIT changed();
}

void RecentFiles::store() const {
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly)) return;
    file.write(m_files.join(QLatin1Char('\n')).toUtf8() + '\n');
    file.commit();
}

} // namespace weir
