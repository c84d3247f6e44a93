// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/plot_feed.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <algorithm>
#include <optional>

namespace weir {
namespace {

constexpr std::int32_t samplesPerSecond = 2'000;

std::optional<double> numberOf(const QJsonValue& value) {
    if (value.isDouble()) return value.toDouble();
    if (value.isBool()) return value.toBool() ? 1.0 : 0.0;
    return std::nullopt;
}

std::string textOf(const QJsonValue& value) {
    if (value.isString()) return value.toString().toStdString();
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 15).toStdString();
    if (value.isBool()) return value.toBool() ? "true" : "false";
    return "NULL";
}

} // namespace

PlotFeed::PlotFeed(EngineBridge& bridge, const std::string& applicationId, PlotSpec spec, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_spec(std::move(spec)),
      m_watch(bridge.watchEdge(TapRequest{applicationId, m_spec.edge, samplesPerSecond, {}}, [this](const Result<TapDrain>& drain) {
          if (!drain) {
              m_error = drain.error().text();
              Q_EMIT changed();
              return;
          }
          if (drain->records.empty()) return;
          for (const auto& record : drain->records) take(record);
          Q_EMIT changed();
      })) {}

PlotFeed::~PlotFeed() { m_bridge.unwatch(m_watch); }

void PlotFeed::take(const SampledRecord& record) {
    m_streamTime = std::max(m_streamTime, record.timestamp);
    const QJsonObject value = QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
    std::string series;
    if (m_spec.series == "_key" || (m_spec.series.empty() && m_spec.windowed)) series = record.keyNull ? "NULL" : record.key;
    else if (!m_spec.series.empty()) series = textOf(value.value(QString::fromStdString(m_spec.series)));

    std::vector<std::string> columns = m_spec.y;
    if (columns.empty())
        for (auto it = value.begin(); it != value.end(); ++it)
            if (numberOf(it.value())) columns.push_back(it.key().toStdString());

    if (m_spec.windowed && record.windowStart >= 0) {
        for (const auto& column : columns) {
            const std::string name = columns.size() > 1 ? series + " " + column : series;
            if (record.tombstone) m_bars.remove(name, record.windowStart);
            else if (const auto number = numberOf(value.value(QString::fromStdString(column)))) m_bars.put(name, record.windowStart, record.windowEnd, *number);
        }
        return;
    }
    if (record.tombstone) return;
    std::int64_t x = record.timestamp;
    if (m_spec.x != "_timestamp")
        if (const auto number = numberOf(value.value(QString::fromStdString(m_spec.x)))) x = static_cast<std::int64_t>(*number);
    for (const auto& column : columns)
        if (const auto number = numberOf(value.value(QString::fromStdString(column))))
            m_lines.add(series.empty() ? column : columns.size() > 1 ? series + " " + column : series, x, *number);
}

} // namespace weir
