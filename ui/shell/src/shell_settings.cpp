// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/shell_settings.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDir>
#include <QLocale>

namespace weir {

QString configFolder() {
    QString base = qEnvironmentVariable("XDG_CONFIG_HOME");
    if (base.isEmpty() || !QDir::isAbsolutePath(base)) base = QDir::homePath() + QStringLiteral("/.config");
    return base + QStringLiteral("/weir");
}

ShellSettings::ShellSettings(const QString& configFolder, const QString& stateFolder)
    : m_config(configFolder + QStringLiteral("/settings.ini"), QSettings::IniFormat),
      m_state(stateFolder + QStringLiteral("/window.ini"), QSettings::IniFormat) {}

QString ShellSettings::language() const {
    const QString saved = m_config.value(QStringLiteral("language")).toString();
    if (saved == QStringLiteral("en") || saved == QStringLiteral("zh_CN")) return saved;
    return QLocale::system().name() == QStringLiteral("zh_CN") ? QStringLiteral("zh_CN") : QStringLiteral("en");
}
void ShellSettings::setLanguage(const QString& language) { m_config.setValue(QStringLiteral("language"), language); }

QString ShellSettings::theme() const {
    const QString saved = m_config.value(QStringLiteral("theme")).toString();
    return saved == QStringLiteral("light") || saved == QStringLiteral("dark") ? saved : QStringLiteral("system");
}
void ShellSettings::setTheme(const QString& theme) { m_config.setValue(QStringLiteral("theme"), theme); }

bool ShellSettings::welcomeAtStart() const { return m_config.value(QStringLiteral("welcome_at_start"), true).toBool(); }
void ShellSettings::setWelcomeAtStart(bool shown) { m_config.setValue(QStringLiteral("welcome_at_start"), shown); }

QByteArray ShellSettings::geometry() const { return m_state.value(QStringLiteral("window/geometry")).toByteArray(); }
void ShellSettings::setGeometry(const QByteArray& geometry) { m_state.setValue(QStringLiteral("window/geometry"), geometry); }
QByteArray ShellSettings::layout(const QString& perspective) const { return m_state.value(QStringLiteral("layout/") + perspective).toByteArray(); }
void ShellSettings::setLayout(const QString& perspective, const QByteArray& layout) { m_state.setValue(QStringLiteral("layout/") + perspective, layout); }
void ShellSettings::forgetLayouts() { m_state.remove(QStringLiteral("layout")); }
QString ShellSettings::lastFolder() const { return m_state.value(QStringLiteral("last_folder"), QDir::homePath()).toString(); }
void ShellSettings::setLastFolder(const QString& folder) { m_state.setValue(QStringLiteral("last_folder"), folder); }

bool ShellSettings::pathsAllowed(const QByteArray& hash) const { return m_state.contains(QStringLiteral("allowed/") + QString::fromLatin1(hash)); }
void ShellSettings::allowPaths(const QByteArray& hash) { m_state.setValue(QStringLiteral("allowed/") + QString::fromLatin1(hash), true); }

bool systemPrefersDark() {
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return false;
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
                                                       QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
    call << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    const QDBusMessage reply = bus.call(call, QDBus::Block, 200);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return false;
    QVariant value = reply.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant(); // Read wraps it twice
    return value.toUInt() == 1;
}

} // namespace weir
