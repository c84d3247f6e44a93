// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/plot_feed.h"

#include <QDateTime>
#include <QJsonArray>
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

/// One computed value: the tap gives each as JSON.
QJsonValue valueOf(const std::string& json) {
    return QJsonDocument::fromJson(QByteArray("[") + QByteArray::fromStdString(json) + "]").array().first();
}

std::string textOf(const QJsonValue& value) {
    if (value.isString()) return value.toString().toStdString();
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 15).toStdString();
    if (value.isBool()) return value.toBool() ? "true" : "false";
    if (value.isNull() || value.isUndefined()) return "NULL";
    return QJsonDocument::fromVariant(value.toVariant()).toJson(QJsonDocument::Compact).toStdString();
}

/// Milliseconds as they are; a timestamp as PostgreSQL writes it.
std::optional<std::int64_t> timeOf(const QJsonValue& value) {
    if (value.isDouble()) return static_cast<std::int64_t>(value.toDouble());
    const QDateTime time = QDateTime::fromString(value.toString().replace(u' ', u'T'), Qt::ISODateWithMs);
    if (!time.isValid()) return std::nullopt;
    return (time.timeSpec() == Qt::LocalTime ? QDateTime(time.date(), time.time(), Qt::UTC) : time).toMSecsSinceEpoch();
}

} // namespace

PlotFeed::PlotFeed(EngineBridge& bridge, const std::string& applicationId, PlotSpec spec, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_spec(std::move(spec)),
      m_watch(bridge.watchEdge(TapRequest{applicationId, m_spec.edge, samplesPerSecond, {}, expressions(m_spec)}, [this](const Result<TapDrain>& drain) {
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

std::vector<std::string> PlotFeed::expressions(const PlotSpec& spec) {
    std::vector<std::string> all{spec.x, spec.series.empty() ? "NULL" : spec.series};
    all.insert(all.end(), spec.y.begin(), spec.y.end());
    return all;
}

void PlotFeed::take(const SampledRecord& record) {
    m_streamTime = std::max(m_streamTime, record.timestamp);
    if (record.values.size() != m_spec.y.size() + 2) return;
    std::string series;
    if (!m_spec.series.empty()) series = textOf(valueOf(record.values[1]));
    else if (m_spec.windowed) series = record.keyNull ? "NULL" : record.key;

    std::vector<std::pair<std::string, std::optional<double>>> values;
    for (std::size_t i = 0; i < m_spec.y.size(); ++i) values.emplace_back(m_spec.y[i], numberOf(valueOf(record.values[i + 2])));
    if (m_spec.y.empty()) {
        const QJsonObject row = QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
        for (auto it = row.begin(); it != row.end(); ++it)
            if (const auto number = numberOf(it.value())) values.emplace_back(it.key().toStdString(), number);
    }

    if (m_spec.windowed && record.windowStart >= 0) {
        for (const auto& [text, number] : values) {
            const std::string name = values.size() > 1 ? series + " " + text : series;
            if (record.tombstone) m_bars.remove(name, record.windowStart);
            else if (number) m_bars.put(name, record.windowStart, record.windowEnd, *number);
        }
        return;
    }
    if (record.tombstone) return;
    const auto x = timeOf(valueOf(record.values[0])).value_or(record.timestamp);
    for (const auto& [text, number] : values)
        if (number) m_lines.add(series.empty() ? text : values.size() > 1 ? series + " " + text : series, x, *number);
}

} // namespace weir
