// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell_style.h"

#include "weir/document/theme.h"

namespace weir {

QString shellStyleSheet(const Theme& theme) {
    QString sheet = QStringLiteral(R"(
QMenuBar { min-height: 0px; font-size: 12px; }
QToolBar#mainToolBar { background: %chrome%; border: 0; border-bottom: 1px solid %line%; spacing: 4px; padding: 0 4px; }
QToolBar#timelineBar { background: %panel%; border: 0; padding: 0; spacing: 0; }
QToolBar QToolButton { min-height: 20px; padding: 3px 6px; border-radius: 4px; }
QToolBar QToolButton:disabled { color: %lineStrong%; }
QWidget#segments { background: %tabbar%; border: 1px solid %line%; border-radius: 6px; }
QToolButton#segment { min-height: 16px; padding: 3px 12px; border: 1px solid transparent; border-radius: 4px; color: %muted%; background: transparent; }
QToolButton#segment:checked { background: %panel%; color: %text%; font-weight: bold; border: 1px solid %lineStrong%; }
QToolButton#smallSegment { min-height: 14px; padding: 1px 8px; border: 1px solid transparent; border-radius: 4px; color: %muted%; font-size: 11px; }
QToolButton#smallSegment:checked { background: %panel%; color: %text%; font-weight: bold; border: 1px solid %lineStrong%; }
QToolButton#runButton { font-weight: bold; padding: 3px 8px; }
QToolButton#pauseButton:checked { background: %warnBackground%; }
QLabel#replayChip { background: %replay%; color: %onAccent%; font-weight: bold; font-size: 11px; border-radius: 4px; padding: 2px 8px; margin-left: 8px; }
QLabel#changeCount { background: %sel%; color: %onAccent%; font-size: 10px; font-weight: bold; border-radius: 7px; }
QPushButton#searchField { background: %field%; border: 1px solid %fieldBorder%; border-radius: 4px; color: %muted%; text-align: left; padding: 0 8px; min-height: 26px; max-height: 26px; }
QPushButton#searchField:focus { border-color: %sel%; }
QPushButton#smallButton { min-height: 16px; padding: 2px 8px; }
QPushButton#smallButton:checked { background: %selBackground%; border-color: %sel%; }

QWidget#dockTitle { background: %tabbar%; border-bottom: 1px solid %line%; }
QDockWidget { border: 1px solid %lineStrong%; }
QToolButton#dockButton { min-width: 18px; min-height: 18px; padding: 1px; }
QLabel#errorCount, QLabel#otherCount { font-size: 10px; font-weight: bold; border-radius: 8px; min-width: 10px; padding: 0 3px; }
QLabel#errorCount { background: %error%; color: %onAccent%; }
QLabel#otherCount { background: %line%; color: %text%; }
QTabWidget#topologyTabs > QTabBar::tab:selected { background: %canvas%; border-bottom-color: %canvas%; }
QTabWidget#topologyTabs > QTabBar::tab:first:selected { background: %panel%; border-bottom-color: %panel%; }
QTabWidget#topologyTabs { background: %tabbar%; }

QFrame#banner { border: 0; border-bottom: 1px solid %line%; }
QFrame#banner[kind="error"] { background: %errorBackground%; }
QFrame#banner[kind="warning"] { background: %warnBackground%; }
QFrame#banner[kind="info"] { background: %selBackground%; }
QFrame#popup { background: %card%; border: 1px solid %border%; }
QFrame#popup QListWidget { background: %card%; }

QStatusBar { background: %chrome%; border-top: 1px solid %lineStrong%; }
QLabel#statusItem, QLabel#statusSaid, QPushButton#statusButton { font-size: 11px; }
QLabel#statusItem { padding: 0 10px; }
QLabel#statusItem[ruled="true"] { border-right: 1px solid %line%; }
QLabel#statusSaid { padding: 0 10px; color: %muted%; }
QPushButton#statusButton { border: 0; border-right: 1px solid %line%; border-radius: 0; padding: 0 10px; min-height: 16px; background: transparent; }

QPlainTextEdit#jsonView { border: 0; border-radius: 0; background: %panel%; padding: 0 8px; }
QLabel#welcomeName { font-size: 24px; font-weight: bold; }
QLabel#galleryTitle { font-size: 18px; font-weight: bold; }
QFrame#rule { background: %line%; border: 0; }
QPushButton#recentRow { border: 0; text-align: left; padding: 0 8px; min-height: 32px; border-radius: 4px; background: transparent; }
QPushButton#recentRow:hover, QPushButton#recentRow:focus { background: %hover%; }
)");
    struct Named {
        const char* name;
        QColor color;
    };
    const Named colors[] = {
#define WEIR_COLOR(name, lightArgb, darkArgb) {#name, theme.name()},
#include "weir/document/theme_colors.inc"
#undef WEIR_COLOR
    };
    for (const auto& [name, color] : colors) sheet.replace(u'%' + QString::fromLatin1(name) + u'%', color.name(QColor::HexRgb));
    return sheet;
}

} // namespace weir
