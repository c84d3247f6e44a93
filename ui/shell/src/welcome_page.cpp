// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/welcome_page.h"

#include "weir/document/recent_files.h"
#include "weir/shell/banner.h"
#include "weir/topology/node_spec.h"
#include "welcome_widgets.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QResizeEvent>
#include <QSvgRenderer>
#include <QPainter>
#include <QVBoxLayout>

namespace weir {
namespace {
constexpr int cardPitch = 240;
constexpr std::size_t recentMost = 8;
} // namespace

WelcomePage::WelcomePage(const NodeRegistry& registry, RecentFiles& recent, const Theme& theme, bool showAtStart, QWidget* parent)
    : QScrollArea(parent), m_registry(registry), m_recent(recent), m_theme(theme) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("form"));
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(56, 40, 40, 32);
    row->setSpacing(28);

    auto* leftBox = new QWidget;
    leftBox->setFixedWidth(336);
    auto* left = new QVBoxLayout(leftBox);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    m_logo = new QLabel;
    m_logo->setFixedSize(48, 48);
    auto* name = new QLabel(QStringLiteral("Weir"));
    name->setObjectName(QStringLiteral("welcomeName"));
    m_slogan = new QLabel;
    m_slogan->setProperty("look", QStringLiteral("muted"));
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(name);
    names->addWidget(m_slogan);
    head->addWidget(m_logo);
    head->addLayout(names, 1);
    left->addLayout(head);
    left->addSpacing(16);
    m_new = new BigButton(QStringLiteral("plus"), true, theme);
    m_open = new BigButton(QStringLiteral("folder"), false, theme);
    m_connect = new BigButton(QStringLiteral("plug"), false, theme);
    m_connect->setEnabled(false);
    for (auto* button : {m_new, m_open, m_connect}) left->addWidget(button);
    m_recentTitle = new QLabel;
    m_recentTitle->setProperty("look", QStringLiteral("strong"));
    left->addSpacing(12);
    left->addWidget(m_recentTitle);
    m_recentRows = new QVBoxLayout;
    m_recentRows->setSpacing(0);
    left->addLayout(m_recentRows);
    left->addStretch(1);
    row->addWidget(leftBox);
    auto* rule = new QFrame;
    rule->setObjectName(QStringLiteral("rule"));
    rule->setFixedWidth(1);
    row->addWidget(rule);

    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_banner = new Banner(m_theme);
    right->addWidget(m_banner);
    auto* title = new QHBoxLayout;
    auto* titles = new QVBoxLayout;
    titles->setSpacing(2);
    m_examplesTitle = new QLabel;
    m_examplesTitle->setObjectName(QStringLiteral("galleryTitle"));
    m_examplesHint = new QLabel;
    m_examplesHint->setProperty("look", QStringLiteral("muted"));
    m_examplesHint->setWordWrap(true);
    titles->addWidget(m_examplesTitle);
    titles->addWidget(m_examplesHint);
    title->addLayout(titles, 1);
    m_find = new QLineEdit;
    m_find->setFixedWidth(200);
    m_find->setClearButtonEnabled(true);
    title->addWidget(m_find);
    right->addLayout(title);
    right->addSpacing(24);
    auto* holder = new QHBoxLayout;
    m_grid = new QGridLayout;
    m_grid->setSpacing(16);
    holder->addLayout(m_grid);
    holder->addStretch(1);
    right->addLayout(holder);
    right->addSpacing(24);
    auto* foot = new QHBoxLayout;
    m_keys = new QLabel;
    m_keys->setProperty("look", QStringLiteral("muted"));
    m_atStart = new QCheckBox;
    m_atStart->setChecked(showAtStart);
    foot->addWidget(m_keys, 1);
    foot->addWidget(m_atStart);
    right->addLayout(foot);
    right->addStretch(1);
    row->addLayout(right, 1);
    setWidget(page);

    connect(m_new, &QAbstractButton::clicked, this, &WelcomePage::newAsked);
    connect(m_open, &QAbstractButton::clicked, this, &WelcomePage::openAsked);
    connect(m_atStart, &QCheckBox::toggled, this, &WelcomePage::showAtStartChanged);
    connect(m_find, &QLineEdit::textChanged, this, &WelcomePage::placeCards);
    connect(&m_recent, &RecentFiles::changed, this, &WelcomePage::fillRecent);
    retranslate();
    setTheme(theme);
}

void WelcomePage::setTheme(const Theme& theme) {
    m_theme = theme;
    m_banner->setTheme(m_theme);
    for (auto* button : {m_new, m_open, m_connect}) button->setTheme(theme);
    const double ratio = devicePixelRatioF();
    QPixmap logo(QSize(48, 48) * ratio);
    logo.fill(Qt::transparent);
    QPainter painter(&logo);
    QSvgRenderer(QStringLiteral(":/icons/weir.svg")).render(&painter);
    painter.end();
    logo.setDevicePixelRatio(ratio);
    m_logo->setPixmap(logo);
    fillRecent();
    fillExamples();
}

void WelcomePage::showError(const QString& sentence) { m_banner->show(Banner::Kind::Error, sentence); }

void WelcomePage::fillRecent() {
    while (auto* item = m_recentRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto paths = m_recent.paths();
    m_recentTitle->setVisible(!paths.isEmpty());
    for (qsizetype i = 0; i < paths.size() && i < static_cast<qsizetype>(recentMost); ++i) {
        const QString path = paths[i];
        const QFileInfo info(path);
        QString folder = info.absolutePath();
        if (folder.startsWith(QDir::homePath())) folder.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        auto* line = new QPushButton(m_theme.icon(QStringLiteral("file"), m_theme.muted()), info.fileName() + QStringLiteral("   ") + folder);
        line->setObjectName(QStringLiteral("recentRow"));
        line->setToolTip(path + u'\n' + QLocale().toString(info.lastModified(), QLocale::ShortFormat));
        line->setFlat(true);
        connect(line, &QPushButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        m_recentRows->addWidget(line);
    }
}

void WelcomePage::fillExamples() {
    qDeleteAll(m_cards);
    m_cards.clear();
    m_columns = 0;
    for (auto& example : examples()) {
        auto* card = new ExampleCard(std::move(example), m_registry, m_theme);
        card->setObjectName(QStringLiteral("example-") + card->example().id);
        connect(card, &QAbstractButton::clicked, this, [this, card] { Q_EMIT exampleChosen(card->example().id); });
        m_cards.push_back(card);
    }
    placeCards();
}

void WelcomePage::placeCards() {
    const int columns = std::max(1, (viewport()->width() - 56 - 336 - 57 - 40 + 16) / cardPitch);
    while (auto* item = m_grid->takeAt(0)) delete item;
    int shown = 0;
    for (auto* card : m_cards) {
        const auto& example = card->example();
        const QString words = example.title + u' ' + example.summary + u' ' + example.category + u' ' + example.id;
        const bool fits = words.contains(m_find->text().trimmed(), Qt::CaseInsensitive);
        card->setParent(widget());
        card->setVisible(fits);
        if (!fits) continue;
        m_grid->addWidget(card, shown / columns, shown % columns);
        ++shown;
    }
    m_columns = columns;
}

void WelcomePage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    if (std::max(1, (viewport()->width() - 56 - 336 - 57 - 40 + 16) / cardPitch) != m_columns) placeCards();
}

void WelcomePage::retranslate() {
    m_slogan->setText(tr("Draw streams, run them, watch them."));
    m_new->setTexts(tr("New topology"), tr("An empty canvas on the embedded log"), QStringLiteral("Ctrl+N"));
    m_open->setTexts(tr("Open…"), tr("A .weir file; or drop one here"), QStringLiteral("Ctrl+O"));
    m_connect->setTexts(tr("Connect…"), tr("Kafka clusters come in a later version"), {});
    m_recentTitle->setText(tr("Recent"));
    m_examplesTitle->setText(tr("Examples"));
    m_examplesHint->setText(tr("All run offline on the embedded log. One click opens and runs; the first plot moves within seconds."));
    m_find->setPlaceholderText(tr("Find an example"));
    m_keys->setText(tr("<b>?</b> all keys &nbsp;&nbsp;&nbsp; <b>Ctrl+Shift+P</b> every command &nbsp;&nbsp;&nbsp; <b>F1</b> help for what is selected"));
    m_atStart->setText(tr("Show at start"));
}

void WelcomePage::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    fillExamples();
}

} // namespace weir
