// SPDX-License-Identifier: GPL-3.0-or-later
// Checker: binds and plans a document's topology after every edit, and says what is wrong, within 100 ms.
// Small topologies are checked at once in the GUI thread, large ones on a worker; a newer edit overtakes an older check.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/topology/plan.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace weir {

class Document;

struct CheckResult {
    quint64 revision = 0;             ///< Document::revision() that was checked
    std::shared_ptr<const Plan> plan; ///< never null; plan->typed.topology is what was checked
    Diagnostics diagnostics;          ///< load, bind and plan, in the file's order
    bool ok() const { return !hasErrors(diagnostics); }
    /// Of one node; null if it is not in what was checked.
    const BoundNode* bound(std::string_view id) const;
    std::vector<const Diagnostic*> of(std::string_view id) const;
};

class Checker : public QObject {
    Q_OBJECT
public:
    explicit Checker(Document& document, QObject* parent = nullptr);
    ~Checker() override;
    /// The newest finished check (the first is made in the constructor).
    const CheckResult& latest() const { return m_latest; }
    /// Check now, in this thread, if the latest is older than the document (before Run).
    const CheckResult& ensureLatest();

Q_SIGNALS:
    void checked(const weir::CheckResult& result);

private:
    void schedule();
    void start();
    void finish(quint64 revision, std::shared_ptr<const Plan> plan);

    Document& m_document;
    CheckResult m_latest;
    QTimer m_delay;
    QThreadPool m_pool;
    bool m_running = false;
    bool m_again = false;
};

} // namespace weir
