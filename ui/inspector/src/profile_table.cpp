// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/inspector/profile_table.h"

#include "weir/topology/plan.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

namespace weir {
namespace {

constexpr int columns = 5;
constexpr std::array profiles{Profile::Latency, Profile::Balanced, Profile::Throughput};

// Digits and units are the same in every language.
QString millis(std::int64_t ms) {
    if (ms < 1000) return QStringLiteral("%1 ms").arg(ms);
    return QStringLiteral("%1 s").arg(QLocale::c().toString(static_cast<double>(ms) / 1000, 'g', 2));
}
QString span(int p50, int p99) {
    if (p99 < 1000) return QStringLiteral("%1–%2 ms").arg(p50).arg(p99);
    const auto seconds = [](int ms) { return QLocale::c().toString(static_cast<double>(ms) / 1000, 'f', 1); };
    return seconds(p50) + QStringLiteral("–") + seconds(p99) + QStringLiteral(" s");
}
QString rate(int perSecond) { return QLocale(QLocale::English).toString((perSecond + 500) / 1000) + QStringLiteral("k/s"); }

std::int64_t commitIntervalOf(Profile profile) {
    Topology topology;
    topology.profile = profile;
    Diagnostics none;
    return resolveSettings(topology, {}, none).commitIntervalMs;
}

} // namespace

const std::array<ProfileFigures, 6>& profileFigures() {
    static const std::array<ProfileFigures, 6> FIGURES{{
        {Profile::Latency, Guarantee::ExactlyOnce, 5, 9, 97685, 0},
        {Profile::Latency, Guarantee::AtLeastOnce, 1, 2, 532406, 1000},
        {Profile::Balanced, Guarantee::ExactlyOnce, 113, 284, 883823, 0},
        {Profile::Balanced, Guarantee::AtLeastOnce, 5, 8, 825511, 100},
        {Profile::Throughput, Guarantee::ExactlyOnce, 1322, 2078, 800890, 0},
        {Profile::Throughput, Guarantee::AtLeastOnce, 27, 52, 589378, 1000},
    }};
    return FIGURES;
}

ProfileTable::ProfileTable(QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    const QString heads[columns] = {QString(), tr("Commit"), tr("Delay"), tr("At most"), tr("Twice")};
    const QString names[] = {tr("latency"), tr("balanced"), tr("throughput")};
    for (int row = 0; row <= static_cast<int>(profiles.size()); ++row)
        for (int column = 0; column < columns; ++column) {
            auto* cell = new QLabel(row == 0 ? heads[column] : column == 0 ? names[row - 1] : QString(), this);
            cell->setTextFormat(Qt::PlainText);
            cell->setProperty("look", row == 0 ? QStringLiteral("caption") : QStringLiteral("muted"));
            if (row > 0) {
                cell->installEventFilter(this);
                cell->setProperty("profile", row - 1);
            }
            grid->addWidget(cell, row, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
            m_cells.push_back(cell);
        }
    grid->setColumnStretch(0, 1);
    setToolTip(tr("Delay: from a record to its committed result at 1,000 records a second, half of them and 99 of 100. At most: records a second. Twice: how much of the results may come a second time after a crash or a power failure; nothing is lost.\n"
                  "Measured on two cores of a shared virtual machine; docs/promises.md has the rest."));
}

void ProfileTable::show(Profile chosen, Guarantee guarantee) {
    for (std::size_t row = 0; row < profiles.size(); ++row)
        for (const auto& figures : profileFigures()) {
            if (figures.profile != profiles[row] || figures.guarantee != guarantee) continue;
            const QString texts[columns] = {{},
                                            millis(commitIntervalOf(figures.profile)),
                                            span(figures.p50Ms, figures.p99Ms),
                                            rate(figures.recordsPerSecond),
                                            figures.repeatsMs > 0 ? millis(figures.repeatsMs) : tr("none")};
            QStringList spoken;
            for (int column = 0; column < columns; ++column) {
                auto* cell = m_cells[(row + 1) * columns + static_cast<std::size_t>(column)];
                if (column > 0) cell->setText(texts[column]);
                auto font = cell->font();
                font.setBold(figures.profile == chosen);
                cell->setFont(font);
                if (column > 0) spoken << m_cells[static_cast<std::size_t>(column)]->text() + QLatin1Char(' ') + texts[column];
            }
            m_cells[(row + 1) * columns]->setAccessibleDescription(spoken.join(QStringLiteral(", ")));
        }
}

bool ProfileTable::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::MouseButtonRelease) Q_EMIT picked(profiles[object->property("profile").toUInt()]);
    return QWidget::eventFilter(object, event);
}

} // namespace weir
