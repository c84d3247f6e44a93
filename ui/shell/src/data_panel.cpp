// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/data_panel.h"

#include "weir/document/theme.h"
#include "weir/live/number_text.h"
#include "weir/shell/topology_run.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSyntaxHighlighter>
#include <QTextOption>

namespace weir {
namespace {

/// One member a line, two spaces in; numbers keep their digits (no round trip through double).
QString indented(const std::string& json) {
    QString out;
    int depth = 0;
    bool quoted = false;
    const QString text = QString::fromStdString(json);
    const auto line = [&] { out += u'\n' + QString(depth * 2, u' '); };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            out += c;
            if (c == u'\\' && i + 1 < text.size()) out += text[++i];
            else if (c == u'"') quoted = false;
            continue;
        }
        if (c == u'"') quoted = true;
        if (c == u'{' || c == u'[') {
            out += c;
            ++depth;
            if (i + 1 < text.size() && text[i + 1] != u'}' && text[i + 1] != u']') line();
        } else if (c == u'}' || c == u']') {
            --depth;
            if (i > 0 && text[i - 1] != u'{' && text[i - 1] != u'[') line();
            out += c;
        } else if (c == u',') {
            out += c;
            line();
        } else if (c == u':') {
            out += QStringLiteral(": ");
        } else if (!c.isSpace()) {
            out += c;
        }
    }
    return out;
}

} // namespace

class DataPanel::JsonColors final : public QSyntaxHighlighter {
public:
    JsonColors(QTextDocument* document, const Theme& theme) : QSyntaxHighlighter(document) { setTheme(theme); }
    void setTheme(const Theme& theme) {
        m_key.setForeground(theme.syntaxColumn());
        m_text.setForeground(theme.syntaxString());
        m_number.setForeground(theme.syntaxNumber());
        rehighlight();
    }

protected:
    void highlightBlock(const QString& text) override {
        static const QRegularExpression token(QStringLiteral(R"rx("(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.eE+-]*|true|false|null)rx"));
        for (auto it = token.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            const auto& format = match.hasCaptured(1) ? m_key : match.capturedView().startsWith(u'"') ? m_text : m_number;
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength() - match.capturedLength(1)), format);
        }
    }

private:
    QTextCharFormat m_key;
    QTextCharFormat m_text;
    QTextCharFormat m_number;
};

DataPanel::DataPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_bridge(bridge), m_hint(new QLabel), m_freeze(new QPushButton) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    m_hint->setProperty("look", QStringLiteral("muted"));
    m_freeze->setCheckable(true);
    m_freeze->setObjectName(QStringLiteral("smallButton"));
    head->addWidget(m_hint, 1);
    head->addWidget(m_freeze);
    grid->addLayout(head, 0, 0, 1, 2);
    int column = 0;
    for (Side* side : {&m_in, &m_out}) {
        side->title = new QLabel;
        side->place = new QLabel;
        side->place->setProperty("look", QStringLiteral("caption"));
        side->place->setWordWrap(true);
        side->text = new QPlainTextEdit;
        side->text->setReadOnly(true);
        side->text->setObjectName(QStringLiteral("jsonView"));
        side->text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        side->text->setFont(theme.mono(11));
        side->text->setFrameShape(QFrame::NoFrame);
        // The style sheet takes a label's own margins away.
        const auto placed = [&](QLabel* label, int row) {
            auto* box = new QHBoxLayout;
            box->setContentsMargins(16, 4, 8, 4);
            box->addWidget(label);
            grid->addLayout(box, row, column);
        };
        placed(side->title, 1);
        grid->addWidget(side->text, 2, column);
        placed(side->place, 3);
        grid->setColumnStretch(column, 1);
        m_colors.push_back(new JsonColors(side->text->document(), theme));
        ++column;
    }
    grid->setRowStretch(2, 1);
    connect(m_freeze, &QPushButton::toggled, this, &DataPanel::watch);
    setTheme(theme);
    retranslate();
}

DataPanel::~DataPanel() {
    for (const auto watch : m_watches) m_bridge.unwatch(watch);
}

void DataPanel::setTheme(const Theme& theme) {
    m_freeze->setIcon(theme.icon(QStringLiteral("freeze")));
    for (auto* colors : m_colors) colors->setTheme(theme);
}

void DataPanel::setRun(TopologyRun* run) {
    if (run == m_run) return;
    if (m_run) m_run->disconnect(this);
    m_run = run;
    m_node.clear();
    for (Side* side : {&m_in, &m_out}) {
        side->text->clear();
        side->place->clear();
    }
    if (m_run) connect(m_run, &TopologyRun::runningChanged, this, &DataPanel::watch);
    watch();
}

void DataPanel::showNode(const std::string& node) {
    if (node == m_node) return;
    m_node = node;
    for (Side* side : {&m_in, &m_out}) {
        side->text->clear();
        side->place->clear();
    }
    watch();
}

void DataPanel::watch() {
    for (const auto watch : m_watches) m_bridge.unwatch(watch);
    m_watches.clear();
    const bool live = m_run && m_run->running() && !m_node.empty();
    m_hint->setText(m_node.empty() ? tr("Select a node to see its records, in beside out.")
                    : live         ? QString::fromStdString(m_node)
                                   : tr("Run the topology to see what goes through %1.").arg(QString::fromStdString(m_node)));
    if (!live || m_freeze->isChecked()) return;
    const auto tap = [&](const std::vector<std::size_t>& edges, Side& side) {
        if (edges.empty()) return;
        TapRequest request;
        request.applicationId = m_run->monitor()->applicationId();
        request.edge = edges.front();
        request.perSecond = 5;
        m_watches.push_back(m_bridge.watchEdge(std::move(request), [this, &side](const Result<TapDrain>& drain) {
            if (drain) show(side, *drain);
        }));
    };
    tap(m_run->edgesInto(m_node), m_in);
    tap(m_run->edgesOutOf(m_node), m_out);
}

void DataPanel::show(Side& side, const TapDrain& drain) {
    if (drain.records.empty()) return;
    const auto& record = drain.records.back();
    side.text->setPlainText(record.tombstone ? QStringLiteral("null") : indented(record.value));
    QString place = QStringLiteral("p%1 @ %2 · %3 · %4").arg(record.partition).arg(groupedText(record.offset), clockText(record.timestamp),
                                                            record.keyNull ? QStringLiteral("NULL") : QString::fromStdString(record.key));
    if (record.windowStart >= 0) place += QStringLiteral(" · ") + windowText(record.windowStart, record.windowEnd);
    side.place->setText(place);
}

void DataPanel::retranslate() {
    m_in.title->setText(tr("<b>In</b>"));
    m_out.title->setText(tr("<b>Out</b>"));
    m_freeze->setText(tr("Freeze"));
}

void DataPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    watch();
}

} // namespace weir
