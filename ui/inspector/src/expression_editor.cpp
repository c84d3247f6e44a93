// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/inspector/expression_editor.h"

#include "completion_popup.h"
#include "qscintilla.h"
#include "weir/document/engine_words.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBoundaryFinder>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

namespace {
constexpr int ERROR_MARK = 8;
constexpr int WARNING_MARK = 9;
constexpr int LINE_HEIGHT = 20;
constexpr int PADDING = 6;
constexpr int NUMBERS_WIDTH = 26;
constexpr int MOST_LINES = 8;

bool isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}
bool isDark(const QColor& color) { return color.lightness() < 128; }
/// Scintilla knows points only.
QFont inPoints(QFont font, int logicalDpi) {
    font.setPointSizeF(font.pixelSize() * 72.0 / logicalDpi);
    return font;
}
/// Annotations do not wrap by themselves. Chinese breaks between any two letters.
QString wrappedTo(const QString& text, const QFontMetrics& metrics, int room) {
    QString out;
    QString line;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to > 0; to = finder.toNextBoundary()) {
        const QString piece = text.mid(from, to - from);
        if (!line.isEmpty() && metrics.horizontalAdvance((line + piece).trimmed()) > room) {
            out += line.trimmed() + QLatin1Char('\n');
            line.clear();
        }
        line += piece;
        from = to;
    }
    return out + line.trimmed();
}

} // namespace

/// The text sheet: keys go to the popup first, Tab leaves the field.
class ExpressionEditor::Sheet final : public QsciScintilla {
public:
    explicit Sheet(ExpressionEditor& owner) : QsciScintilla(&owner), m_owner(owner) {}
    QString placeholder;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (m_owner.m_popup->isVisible() && m_owner.m_popup->handleKey(event->key())) return;
        const bool control = event->modifiers().testFlag(Qt::ControlModifier);
        if (control && event->key() == Qt::Key_Space) return m_owner.complete(true);
        if (control && event->key() == Qt::Key_Period) {
            Q_EMIT m_owner.quickFixAsked();
            return;
        }
        // The document's history is the one that counts.
        if (control && (event->key() == Qt::Key_Z || event->key() == Qt::Key_Y)) return event->ignore();
        if (event->key() == Qt::Key_Escape) return event->ignore();
        if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab) {
            focusNextPrevChild(event->key() == Qt::Key_Tab);
            return;
        }
        QsciScintilla::keyPressEvent(event);
        const QString typed = event->text();
        const bool word = !typed.isEmpty() && (typed.front().isLetterOrNumber() || typed.front() == QLatin1Char('_') || typed.front() == QLatin1Char('.'));
        if (word || (event->key() == Qt::Key_Backspace && m_owner.m_popup->isVisible())) m_owner.complete(false);
        else m_owner.m_popup->hide();
    }
    void focusOutEvent(QFocusEvent* event) override {
        QsciScintilla::focusOutEvent(event);
        m_owner.m_popup->hide();
        m_owner.style();
        Q_EMIT m_owner.finished();
    }
    void focusInEvent(QFocusEvent* event) override {
        QsciScintilla::focusInEvent(event);
        m_owner.style();
    }

private:
    ExpressionEditor& m_owner;
};

ExpressionEditor::ExpressionEditor(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    m_sheet = new Sheet(*this);
    m_popup = new CompletionPopup(theme, this);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(1, PADDING - 2, 1, PADDING - 2);
    box->addWidget(m_sheet);
    setFocusProxy(m_sheet);
    setAttribute(Qt::WA_StyledBackground);
    setObjectName(QStringLiteral("expression"));

    m_sheet->setUtf8(true);
    m_sheet->setFrameShape(QFrame::NoFrame);
    m_sheet->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sheet->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_sheet->setWrapMode(QsciScintilla::WrapWord);
    m_sheet->setAutoIndent(false);
    m_sheet->setTabWidth(2);
    m_sheet->setEolMode(QsciScintilla::EolUnix);
    m_sheet->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_sheet->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    m_sheet->setScrollWidth(1);
    m_sheet->setScrollWidthTracking(true);
    m_sheet->setContextMenuPolicy(Qt::DefaultContextMenu);
    for (int margin = 0; margin < 5; ++margin) m_sheet->setMarginWidth(margin, 0);
    m_sheet->SendScintilla(QsciScintilla::SCI_SETUNDOCOLLECTION, 0UL);
    m_sheet->SendScintilla(QsciScintilla::SCI_SETEXTRAASCENT, 2UL);
    m_sheet->SendScintilla(QsciScintilla::SCI_SETEXTRADESCENT, 2UL);
    auto* lexer = new QsciLexerSQL(m_sheet);
    lexer->setFoldCompact(false);
    m_sheet->setLexer(lexer);
    m_sheet->indicatorDefine(QsciScintilla::SquiggleIndicator, ERROR_MARK);
    m_sheet->indicatorDefine(QsciScintilla::SquiggleIndicator, WARNING_MARK);
    m_placeholder = new QLabel(this);
    m_placeholder->setTextFormat(Qt::PlainText);
    m_placeholder->setAttribute(Qt::WA_TransparentForMouseEvents);

    connect(m_sheet, &QsciScintilla::textChanged, this, [this] {
        fitHeight();
        if (!m_setting) Q_EMIT edited(text());
    });
    connect(m_popup, &CompletionPopup::chosen, this, &ExpressionEditor::insert);
    color();
    style();
    fitHeight();
}

ExpressionEditor::~ExpressionEditor() { m_sheet->disconnect(this); }

void ExpressionEditor::setTheme(const Theme& theme) {
    m_theme = theme;
    m_popup->setTheme(theme);
    color();
    style();
    mark();
}

void ExpressionEditor::style() {
    const bool wrong = std::any_of(m_diagnostics.begin(), m_diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
    const QColor border = m_sheet->hasFocus() ? m_theme.sel() : wrong ? m_theme.error() : m_theme.fieldBorder();
    const QString frame = QStringLiteral("#expression { background: %1; border: 1px solid %2; border-radius: 4px; }").arg(m_theme.field().name(), border.name());
    if (frame != styleSheet()) setStyleSheet(frame); // the same again would style every child anew
    m_sheet->setCaretLineVisible(m_lines > 1 && m_sheet->hasFocus());
    m_sheet->setMarginWidth(0, m_lines > 1 ? NUMBERS_WIDTH : 0);
    m_sheet->setMarginWidth(1, m_lines > 1 ? 6 : 7);
}

void ExpressionEditor::color() {
    const QFont code = inPoints(m_theme.mono(12), logicalDpiY());
    QsciLexer* lexer = m_sheet->lexer();
    lexer->setDefaultPaper(m_theme.field());
    lexer->setDefaultColor(m_theme.text());
    lexer->setDefaultFont(code);
    lexer->setPaper(m_theme.field(), -1);
    lexer->setFont(code, -1);
    lexer->setColor(m_theme.text(), -1);
    QFont bold = code;
    bold.setBold(true);
    lexer->setColor(m_theme.syntaxKeyword(), QsciLexerSQL::Keyword);
    lexer->setFont(bold, QsciLexerSQL::Keyword);
    lexer->setColor(m_theme.syntaxFunction(), QsciLexerSQL::KeywordSet5);
    lexer->setColor(m_theme.syntaxNumber(), QsciLexerSQL::Number);
    for (const int kind : {QsciLexerSQL::SingleQuotedString}) lexer->setColor(m_theme.syntaxString(), kind);
    lexer->setColor(m_theme.syntaxColumn(), QsciLexerSQL::DoubleQuotedString);
    lexer->setColor(m_theme.syntaxPunctuation(), QsciLexerSQL::Operator);
    for (const int kind : {QsciLexerSQL::Comment, QsciLexerSQL::CommentLine, QsciLexerSQL::CommentDoc}) lexer->setColor(m_theme.muted(), kind);
    m_sheet->setPaper(m_theme.field());
    m_sheet->setColor(m_theme.text());
    m_sheet->setCaretForegroundColor(m_theme.text());
    m_sheet->setSelectionBackgroundColor(Theme::mixed(m_theme.sel(), 0.35, m_theme.field()));
    m_sheet->resetSelectionForegroundColor();
    m_sheet->setMatchedBraceBackgroundColor(m_theme.selBackground());
    m_sheet->setMatchedBraceForegroundColor(m_theme.sel());
    m_sheet->setUnmatchedBraceForegroundColor(m_theme.text());
    m_sheet->setUnmatchedBraceBackgroundColor(m_theme.field());
    m_sheet->setCaretLineBackgroundColor(Theme::mixed(m_theme.sel(), isDark(m_theme.field()) ? 0.10 : 0.07, m_theme.field()));
    m_sheet->setMarginsBackgroundColor(m_theme.field());
    m_sheet->setMarginsForegroundColor(m_theme.muted());
    m_sheet->setMarginsFont(inPoints(m_theme.font(11), logicalDpiY()));
    m_sheet->setMarginType(0, QsciScintilla::NumberMargin);
    m_sheet->setMarginType(1, QsciScintilla::TextMargin);
    m_sheet->setIndicatorForegroundColor(m_theme.error(), ERROR_MARK);
    m_sheet->setIndicatorForegroundColor(m_theme.warn(), WARNING_MARK);
    m_placeholder->setFont(m_theme.mono(12));
    m_placeholder->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.muted().name()));
}

QString ExpressionEditor::text() const { return m_sheet->text(); }

void ExpressionEditor::setText(const QString& wanted) {
    if (wanted == text()) return;
    const long caret = m_sheet->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    m_setting = true;
    m_sheet->setText(wanted);
    m_setting = false;
    const long end = m_sheet->SendScintilla(QsciScintilla::SCI_GETLENGTH);
    m_sheet->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(std::min(caret, end)));
    fitHeight();
}

void ExpressionEditor::setScope(const expr::Scope& scope) { m_candidates = candidatesOf(scope); }

void ExpressionEditor::setPlaceholder(const QString& text) {
    m_placeholder->setText(text);
    placePlaceholder();
}

void ExpressionEditor::placePlaceholder() {
    m_placeholder->setVisible(m_sheet->length() == 0 && !m_placeholder->text().isEmpty());
    m_placeholder->move((m_lines > 1 ? NUMBERS_WIDTH : 0) + 9, PADDING);
    m_placeholder->adjustSize();
}

void ExpressionEditor::setLines(int lines) {
    m_lines = lines;
    style();
    fitHeight();
}

void ExpressionEditor::fitHeight() {
    const int lines = std::clamp(m_sheet->lines(), m_lines, MOST_LINES) + m_annotationLines;
    const int lineHeight = std::max(m_sheet->textHeight(0), m_lines > 1 ? 18 : 16);
    const int wanted = std::max(Theme::FIELD_HEIGHT, lines * lineHeight + 2 * (PADDING - 2) + 2);
    if (wanted != height() || minimumHeight() != wanted) setFixedHeight(wanted);
    placePlaceholder();
}

// ---- mistakes --------------------------------------------------------------------------------------------------------

void ExpressionEditor::setDiagnostics(const std::vector<Diagnostic>& diagnostics) {
    if (diagnostics == m_diagnostics) return;
    m_diagnostics = diagnostics;
    mark();
    style();
}

void ExpressionEditor::mark() {
    const long length = m_sheet->SendScintilla(QsciScintilla::SCI_GETLENGTH);
    for (const int indicator : {ERROR_MARK, WARNING_MARK}) {
        m_sheet->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        m_sheet->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL, length);
    }
    m_sheet->clearAnnotations();
    m_annotationLines = 0;
    std::vector<std::pair<int, QString>> sentences; // by line
    const QFontMetrics metrics(m_theme.font(11));
    const int room = std::max(120, width() - (m_lines > 1 ? NUMBERS_WIDTH : 0) - 28);
    bool anyError = false;
    for (const Diagnostic& d : m_diagnostics) {
        long begin = d.span.known() ? std::min<long>(d.span.begin, length) : 0;
        long end = d.span.known() ? std::min<long>(d.span.end, length) : length;
        if (begin == end && begin > 0) --begin; // at the end of the text: under its last letter
        const int indicator = d.severity == Severity::Error ? ERROR_MARK : WARNING_MARK;
        anyError = anyError || d.severity == Severity::Error;
        m_sheet->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        m_sheet->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin), std::max(0L, end - begin));
        const int line = static_cast<int>(m_sheet->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, static_cast<unsigned long>(begin)));
        const QString wrapped = wrappedTo(engineWords(d.message), metrics, room);
        const auto same = std::find_if(sentences.begin(), sentences.end(), [&](const auto& s) { return s.first == line; });
        if (same == sentences.end()) sentences.emplace_back(line, wrapped);
        else same->second += QLatin1Char('\n') + wrapped;
    }
    const QsciStyle style(-1, QStringLiteral("sentence"), anyError ? m_theme.error() : m_theme.warn(),
                          anyError ? m_theme.errorBackground() : m_theme.warnBackground(), inPoints(m_theme.font(11), logicalDpiY()), true);
    for (const auto& [line, sentence] : sentences) {
        m_sheet->annotate(line, sentence, style);
        m_annotationLines += static_cast<int>(sentence.count(QLatin1Char('\n'))) + 1;
    }
    fitHeight();
}

void ExpressionEditor::focusMistake() {
    long at = m_sheet->SendScintilla(QsciScintilla::SCI_GETLENGTH);
    for (const Diagnostic& d : m_diagnostics)
        if (d.span.known()) {
            at = std::min<long>(at, d.span.end);
            break;
        }
    m_sheet->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(at));
    m_sheet->setFocus();
}

void ExpressionEditor::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_diagnostics.empty() && event->size().width() != event->oldSize().width()) mark();
}

// ---- completion ------------------------------------------------------------------------------------------------------

void ExpressionEditor::complete(bool asked) {
    const QByteArray bytes = text().toUtf8();
    const auto caret = static_cast<qsizetype>(m_sheet->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS));
    if (bytes.left(caret).count('\'') % 2 == 1) return m_popup->hide(); // inside a string
    qsizetype begin = caret;
    while (begin > 0 && isWord(bytes[begin - 1])) --begin;
    const QString word = QString::fromUtf8(bytes.mid(begin, caret - begin));
    QString qualifier;
    if (begin > 0 && bytes[begin - 1] == '.') {
        qsizetype start = begin - 1;
        while (start > 0 && isWord(bytes[start - 1])) --start;
        qualifier = QString::fromUtf8(bytes.mid(start, begin - 1 - start));
    }
    if (word.isEmpty() && qualifier.isEmpty() && !asked) return m_popup->hide();
    if (!word.isEmpty() && word.front().isDigit()) return m_popup->hide();
    const auto found = matching(m_candidates, qualifier, word);
    const bool complete = found.size() == 1 && found.front().name == word;
    if (found.empty() || (complete && !asked)) return m_popup->hide();
    const auto at = static_cast<unsigned long>(begin);
    const QPoint corner(static_cast<int>(m_sheet->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, static_cast<long>(at))),
                        static_cast<int>(m_sheet->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, static_cast<long>(at))));
    m_popup->show(found, word, m_sheet->viewport()->mapToGlobal(corner + QPoint(-32, LINE_HEIGHT)), LINE_HEIGHT);
}

void ExpressionEditor::insert(const Candidate& candidate) {
    const QByteArray bytes = text().toUtf8();
    const auto caret = static_cast<qsizetype>(m_sheet->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS));
    qsizetype begin = caret;
    while (begin > 0 && isWord(bytes[begin - 1])) --begin;
    QByteArray word = candidate.inserted().toUtf8();
    const bool bracketThere = candidate.kind == Candidate::Kind::Function && caret < bytes.size() && bytes[caret] == '(';
    if (bracketThere) word.chop(2);
    m_sheet->SendScintilla(QsciScintilla::SCI_SETSEL, static_cast<unsigned long>(begin), static_cast<long>(caret));
    m_sheet->SendScintilla(QsciScintilla::SCI_REPLACESEL, word.constData());
    qsizetype end = begin + word.size();
    if (candidate.kind == Candidate::Kind::Function) end += bracketThere ? 1 : -1;
    m_sheet->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(end));
}

QString ExpressionEditor::wordAtCursor() const {
    int line = 0;
    int column = 0;
    m_sheet->getCursorPosition(&line, &column);
    const QString text = m_sheet->text(line);
    const auto isWord = [&text](int at) { return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at] == QLatin1Char('_')); };
    int begin = column;
    while (isWord(begin - 1)) --begin;
    int end = column;
    while (isWord(end)) ++end;
    return text.mid(begin, end - begin);
}

} // namespace weir
