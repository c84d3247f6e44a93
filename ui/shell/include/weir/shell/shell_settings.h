// SPDX-License-Identifier: GPL-3.0-or-later
// ShellSettings: what the window remembers: choices in <config>/settings.ini (~/.config/weir), its shape and the files that
// may touch paths in <state>/window.ini (~/.local/state/weir).
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace weir {

/// $XDG_CONFIG_HOME/weir or ~/.config/weir.
QString configFolder();

class ShellSettings {
public:
    ShellSettings(const QString& configFolder, const QString& stateFolder);

    QString language() const; ///< "en", "zh_CN"; default: the system's, if Weir has it
    void setLanguage(const QString& language);
    QString theme() const; ///< "light", "dark", "system" (default)
    void setTheme(const QString& theme);
    bool welcomeAtStart() const;
    void setWelcomeAtStart(bool shown);

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QByteArray layout(const QString& perspective) const;
    void setLayout(const QString& perspective, const QByteArray& layout);
    void forgetLayouts();
    QString lastFolder() const;
    void setLastFolder(const QString& folder);

    /// A topology (by its text's hash) that the user allowed to read and write the paths it names.
    bool pathsAllowed(const QByteArray& hash) const;
    void allowPaths(const QByteArray& hash);

private:
    QSettings m_config;
    QSettings m_state;
};

/// The desktop asks for dark windows (its settings portal); false where there is none.
bool systemPrefersDark();

} // namespace weir
