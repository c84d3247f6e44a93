// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/main_tool_bar.h"

#include "weir/document/theme.h"
#include "weir/shell/command_set.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

namespace weir {

MainToolBar::MainToolBar(CommandSet& commands, const Theme& theme, QWidget* parent) : QToolBar(parent), m_commands(commands) {
    setObjectName(QStringLiteral("mainToolBar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setFixedHeight(Theme::TOOLBAR_HEIGHT);
    setIconSize({16, 16});

    m_perspectives = new QWidget;
    m_perspectives->setObjectName(QStringLiteral("segments"));
    m_perspectives->setAttribute(Qt::WA_StyledBackground);
    m_perspectives->setFixedHeight(28);
    auto* segments = new QHBoxLayout(m_perspectives);
    segments->setContentsMargins(2, 2, 2, 2);
    segments->setSpacing(0);
    for (const auto command : {Command::Build, Command::Debug, Command::Replay}) {
        auto* segment = button(commands[command], true);
        segment->setObjectName(QStringLiteral("segment"));
        segments->addWidget(segment);
        m_perspectiveButtons.push_back(segment);
    }
    addWidget(m_perspectives);
    m_replayChip = new QLabel;
    m_replayChip->setObjectName(QStringLiteral("replayChip"));
    m_replayChip->setText(QStringLiteral("REPLAY"));
    auto* chip = addWidget(m_replayChip);
    chip->setVisible(false);
    m_replayChip->setProperty("action", QVariant::fromValue<QObject*>(chip));
    addSeparator();

    m_target = new QComboBox;
    m_target->setFixedWidth(176);
    m_target->addItem(QString());
    addWidget(m_target);
    addSeparator();

    m_run = button(commands[Command::Run], true);
    m_run->setObjectName(QStringLiteral("runButton"));
    addWidget(m_run);
    m_pause = button(commands[Command::Pause], false);
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    addWidget(m_pause);
    addWidget(button(commands[Command::Stop], false));
    m_apply = button(commands[Command::ApplyChanges], true);
    addWidget(m_apply);
    m_changes = new QLabel(m_apply);
    m_changes->setObjectName(QStringLiteral("changeCount"));
    m_changes->setAlignment(Qt::AlignCenter);
    m_changes->hide();
    addSeparator();
    m_stepRecord = button(commands[Command::StepRecord], true);
    m_stepNode = button(commands[Command::StepNode], true);
    addWidget(m_stepRecord);
    addWidget(m_stepNode);
    m_speed = new QComboBox;
    m_speed->addItem(QStringLiteral("1×"));
    m_speed->setFixedWidth(72);
    m_speed->setEnabled(false);
    m_speedAction = addWidget(m_speed);

    auto* spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spring);
    m_search = new QPushButton;
    m_search->setObjectName(QStringLiteral("searchField"));
    m_search->setCursor(Qt::IBeamCursor);
    m_search->setFixedSize(216, 28);
    auto* inSearch = new QHBoxLayout(m_search);
    inSearch->setContentsMargins(8, 0, 8, 0);
    m_searchKey = new QLabel(QStringLiteral("Ctrl+K"));
    m_searchKey->setProperty("look", QStringLiteral("kbd"));
    m_searchKey->setFixedHeight(16);
    inSearch->addStretch(1);
    inSearch->addWidget(m_searchKey);
    connect(m_search, &QPushButton::clicked, &commands[Command::FindNode], &QAction::trigger);
    addWidget(m_search);
    m_theme = new QToolButton;
    m_theme->setFixedSize(28, 28);
    connect(m_theme, &QToolButton::clicked, &commands[Command::ToggleTheme], &QAction::trigger);
    addWidget(m_theme);
    setTheme(theme);
    retranslate();
}

QToolButton* MainToolBar::button(QAction& action, bool text) {
    auto* made = new QToolButton;
    made->setDefaultAction(&action);
    made->setToolButtonStyle(text ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    made->setIconSize({16, 16});
    made->setFocusPolicy(Qt::TabFocus);
    if (!text) made->setFixedSize(28, 28);
    return made;
}

void MainToolBar::setTheme(const Theme& theme) {
    m_theme->setIcon(theme.icon(theme.isDark() ? QStringLiteral("moon") : QStringLiteral("sun")));
    m_search->setIcon(theme.icon(QStringLiteral("search"), theme.muted()));
    QPixmap tag(12, 12);
    tag.fill(Qt::transparent);
    QPainter painter(&tag);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.tagLocal());
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(2, 2, 8, 8);
    m_target->setItemIcon(0, QIcon(tag));
    m_commands[Command::Run].setIcon(theme.icon(QStringLiteral("play"), theme.ok()));
}

void MainToolBar::retranslate() {
    // The perspectives' mnemonics belong to the menu.
    const Command order[] = {Command::Build, Command::Debug, Command::Replay};
    for (std::size_t i = 0; i < m_perspectiveButtons.size(); ++i) m_perspectiveButtons[i]->setText(CommandSet::plainText(m_commands[order[i]]));
    m_target->setItemText(0, tr("Embedded log"));
    m_target->setToolTip(tr("Where topologies run. Kafka clusters come in a later version."));
    m_search->setText(tr("Node, topic, field…"));
    m_search->setToolTip(tr("Go to a node, a topic or a field"));
    m_theme->setToolTip(tr("Light or dark"));
    m_theme->setAccessibleName(m_theme->toolTip());
    m_speed->setToolTip(tr("The speed of a replay; it comes with replaying."));
    setWindowTitle(tr("Tools"));
}

void MainToolBar::setChanges(int count) {
    m_changes->setVisible(count > 0);
    m_changes->setText(QString::number(count));
    m_changes->setGeometry(m_apply->width() - 18, 2, 16, 14);
}

void MainToolBar::setPaused(bool paused) { m_run->setText(paused ? tr("Continue") : CommandSet::plainText(m_commands[Command::Run])); }

void MainToolBar::setReplay(bool replay) {
    if (auto* action = qobject_cast<QAction*>(m_replayChip->property("action").value<QObject*>())) action->setVisible(replay);
}

void MainToolBar::resizeEvent(QResizeEvent* event) {
    QToolBar::resizeEvent(event);
    // Narrow windows keep every button; the words that explain themselves by icon and tip go first.
    const bool wide = event->size().width() >= 1280;
    const auto style = wide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    for (auto* each : {m_stepRecord, m_stepNode}) each->setToolButtonStyle(style);
    m_apply->setToolButtonStyle(event->size().width() >= 1140 ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_speedAction->setVisible(event->size().width() >= 1140);
    m_search->setFixedWidth(wide ? 216 : 150);
    m_searchKey->setVisible(wide);
    m_target->setFixedWidth(wide ? 176 : 152);
}

} // namespace weir
