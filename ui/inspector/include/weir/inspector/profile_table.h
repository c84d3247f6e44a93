// SPDX-License-Identifier: GPL-3.0-or-later
// ProfileTable: what each profile costs under a guarantee, where the profile is chosen: the short form of the table in docs/promises.md.
// A click on a row chooses its profile.
#pragma once

#include "weir/topology/topology.h"

#include <QWidget>

#include <array>
#include <vector>

class QGridLayout;
class QLabel;

namespace weir {

/// As measured by benchmarks/profile_benchmark; docs/promises.md says on what. A test holds both tables together.
struct ProfileFigures {
    Profile profile;
    Guarantee guarantee;
    int p50Ms, p99Ms; ///< from a record to its committed result, at 1,000 records a second
    int recordsPerSecond; ///< as fast as it can
    int repeatsMs;     ///< so much of its results may come twice after a crash or a power loss
};
const std::array<ProfileFigures, 6>& profileFigures();

class ProfileTable final : public QWidget {
    Q_OBJECT
public:
    explicit ProfileTable(QWidget* parent);
    void show(Profile chosen, Guarantee guarantee);

Q_SIGNALS:
    void picked(weir::Profile profile);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    std::vector<QLabel*> m_cells; ///< row by row; the first row is the head
};

} // namespace weir
