// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/style_sheet.h"

#include "weir/document/theme.h"


// A static library's resources are linked only if somebody asks for them; the macro must stand outside any namespace.
static void initStyleResources() { Q_INIT_RESOURCE(document); }

namespace weir {

namespace {

// %name% is a colour of the table, %theme% light or dark.
constexpr char16_t SHEET[] = uR"(
* { outline: none; }
QWidget { color: %text%; }
QMainWindow, QDialog, QMenuBar, QToolBar, QStatusBar { background: %chrome%; }
QMainWindow::separator { background: %lineStrong%; width: 1px; height: 1px; }
QMenuBar { spacing: 2px; padding: 0 8px; min-height: 24px; }
QMenuBar::item { padding: 2px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: %hover%; }
QMenu { background: %card%; border: 1px solid %border%; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 8px; border-radius: 4px; }
QMenu::item:selected { background: %selBackground%; color: %text%; }
QMenu::item:disabled { color: %lineStrong%; }
QMenu::separator { height: 1px; background: %line%; margin: 4px 6px; }
QToolBar { border: 0; border-bottom: 1px solid %line%; padding: 0 8px; spacing: 4px; }
QToolBar::separator { width: 1px; background: %lineStrong%; margin: 8px 8px; }
QStatusBar { border-top: 1px solid %lineStrong%; font-size: 11px; min-height: 22px; }
QStatusBar::item { border: 0; }
QToolTip { background: %card%; color: %text%; border: 1px solid %border%; padding: 4px 6px; font-size: 11px; }

QToolButton { min-width: 22px; min-height: 22px; padding: 2px; border: 1px solid transparent; border-radius: 4px; background: transparent; }
QToolButton:hover { background: %hover%; }
QToolButton:checked { background: %selBackground%; }
QToolButton:focus { border-color: %sel%; }
QToolButton::menu-indicator { image: none; }
QPushButton { min-height: 20px; padding: 3px 12px; border: 1px solid %fieldBorder%; border-radius: 4px; background: %card%; }
QPushButton:hover { background: %hover%; }
QPushButton:focus { border-color: %sel%; }
QPushButton:disabled { color: %lineStrong%; border-color: %line%; }
QPushButton[look="primary"], QPushButton:default { background: %sel%; border-color: %sel%; color: %onAccent%; font-weight: bold; }
QPushButton[look="ghost"] { border-color: transparent; background: transparent; }
QPushButton[look="ghost"]:hover { background: %hover%; }
QPushButton[look="link"] { border: 0; background: transparent; color: %sel%; padding: 0; font-size: 11px; }
QPushButton[look="danger"] { color: %error%; border-color: %error%; }
QPushButton[look="fix"] { color: %sel%; border-color: %sel%; background: %selBackground%; font-weight: bold; padding: 1px 8px; }
QPushButton[look="fold"] { border: 0; background: transparent; color: %muted%; text-align: left; padding: 0; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {
    border: 1px solid %fieldBorder%; border-radius: 4px; background: %field%; color: %text%; padding: 0 7px;
    selection-background-color: %sel%; selection-color: %onAccent%; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { min-height: 26px; }
QLineEdit > QToolButton { min-width: 0; min-height: 0; padding: 0; border: 0; background: transparent; }
QLineEdit[look="small"], QComboBox[look="small"] { min-height: 22px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: %sel%; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border-color: %error%; }
QLineEdit:disabled, QComboBox:disabled { color: %lineStrong%; border-color: %line%; }
QLineEdit[look="mono"], QPlainTextEdit[look="mono"] { font-family: "DejaVu Sans Mono"; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QTextBrowser { border: 0; border-radius: 0; background: %panel%; padding: 8px 12px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url(:/weir/style/chevron-%theme%.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %card%; border: 1px solid %border%; padding: 2px; selection-background-color: %selBackground%; selection-color: %text%; }
QCheckBox, QRadioButton { spacing: 6px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid %fieldBorder%; border-radius: 3px; background: %field%; }
QCheckBox::indicator:checked { background: %sel%; border-color: %sel%; image: url(:/weir/style/check-%theme%.svg); }
QCheckBox::indicator:focus { border-color: %sel%; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid %fieldBorder%; border-radius: 7px; background: %field%; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid %sel%; border-radius: 7px; }

QTabBar { background: %tabbar%; }
QTabBar::tab { min-height: 31px; padding: 0 12px; border: 0; border-bottom: 1px solid %line%; border-top: 2px solid transparent; color: %muted%; background: %tabbar%; }
QTabBar::tab:selected { background: %panel%; color: %text%; font-weight: bold; border-top: 2px solid %sel%; border-bottom-color: %panel%; border-left: 1px solid %line%; border-right: 1px solid %line%; }
QTabBar::tab:hover:!selected { color: %text%; }
QTabBar::close-button { image: url(:/weir/style/close-%theme%.svg); }
QTabBar QToolButton { background: %tabbar%; border: 0; }
QTabWidget::pane { border: 0; background: %panel%; }
QTabWidget::tab-bar { alignment: left; }
QDockWidget { titlebar-close-icon: url(:/weir/style/close-%theme%.svg); titlebar-normal-icon: url(:/weir/style/float-%theme%.svg); }
QDockWidget::title { background: %tabbar%; border-bottom: 1px solid %line%; padding: 8px 12px; text-align: left; }
QDockWidget > QWidget { background: %panel%; }

QAbstractItemView { background: %panel%; border: 0; alternate-background-color: %head%; selection-background-color: %selBackground%; selection-color: %text%; }
QTableView { gridline-color: %line%; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid %line%; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: %selBackground%; color: %text%; }
QTreeView::item:hover, QListView::item:hover { background: %hover%; }
QHeaderView { background: %head%; border: 0; }
QHeaderView::section { background: %head%; color: %muted%; border: 0; border-bottom: 1px solid %line%; padding: 0 8px; min-height: 23px; font-size: 11px; }
QTableCornerButton::section { background: %head%; border: 0; }
QTreeView::branch:has-children:closed { image: url(:/weir/style/chevron-right-%theme%.svg); }
QTreeView::branch:has-children:open { image: url(:/weir/style/chevron-%theme%.svg); }

QScrollArea, QScrollArea > QWidget > QWidget#formPage { background: %panel%; border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: %lineStrong%; border-radius: 3px; margin: 2px; min-width: 24px; min-height: 24px; }
QScrollBar::handle:hover { background: %border%; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: %lineStrong%; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { border: 0; border-radius: 2px; background: %line%; max-height: 4px; }
QProgressBar::chunk { background: %sel%; border-radius: 2px; }

QLabel { background: transparent; }
QLabel[look="muted"] { color: %muted%; }
QLabel[look="caption"] { color: %muted%; font-size: 11px; }
QLabel[look="section"] { color: %muted%; font-size: 11px; font-weight: bold; }
QLabel[look="title"] { font-size: 14px; font-weight: bold; }
QLabel[look="strong"], QLabel[look="changed"] { font-weight: bold; }
QLabel[look="error"] { color: %error%; font-size: 11px; }
QLabel[look="warn"] { color: %warn%; font-size: 11px; }
QLabel[look="mono"] { font-family: "DejaVu Sans Mono"; font-size: 11px; }
QLabel[look="chip"] { color: %muted%; font-size: 11px; border: 1px solid %lineStrong%; border-radius: 8px; padding: 0 6px; }
QLabel[look="kbd"] { color: %muted%; font-size: 10px; border: 1px solid %lineStrong%; border-radius: 3px; padding: 0 4px; background: %panel%; }
QFrame[look="line"] { background: %line%; max-height: 1px; border: 0; }
)";

struct NamedColor {
    const char16_t* name;
    QColor (Theme::*get)() const;
};
constexpr NamedColor COLORS[] = {
#define WEIR_COLOR(name, lightArgb, darkArgb) {u"" #name, &Theme::name},
#include "weir/document/theme_colors.inc"
#undef WEIR_COLOR
};

} // namespace

QString applicationStyleSheet(const Theme& theme) {
    initStyleResources();
    QString sheet = QString::fromUtf16(SHEET);
    for (const NamedColor& color : COLORS) {
        const QString mark = QLatin1Char('%') + QString::fromUtf16(color.name) + QLatin1Char('%');
        sheet.replace(mark, (theme.*color.get)().name(QColor::HexRgb));
    }
    return sheet.replace(QStringLiteral("%theme%"), theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
}

} // namespace weir
