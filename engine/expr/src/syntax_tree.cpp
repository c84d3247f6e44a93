// SPDX-License-Identifier: Apache-2.0
// Field and node numbers are those of libpg_query 15's pg_query.proto.
#include "syntax_tree.h"

#include "wire.h"

#include <algorithm>
#include <new>
#include <vector>

namespace weir::expr {

namespace {

class TreeReader {
public:
    TreeReader(std::int32_t offset, Arena& arena) : m_offset(offset), m_arena(arena) {}

    TreeReading read(std::string_view protobuf) {
        TreeReading reading;
        int statements = 0;
        std::string_view statement;
        bool ended = false;
        for (Wire wire(protobuf); wire.next();)
            if (wire.field() == 2) {
                ++statements;
                for (Wire raw(wire.text()); raw.next();) {
                    if (raw.field() == 1) statement = raw.text();
                    if (raw.field() == 3) ended = raw.number() != 0; // a length is given where a semicolon follows
                }
            }
        std::vector<Node*> targets;
        bool only = statements == 1 && !ended;
        for (Wire node(statement); node.next();) {
            if (node.field() == 58)
                only = select(node.text(), targets) && only;
            else if (node.field() == 71)
                only = createTable(node.text(), targets) && only;
            else
                only = false;
        }
        reading.targets = keep(targets);
        reading.onlyTargets = only;
        reading.depth = m_deepest;
        return reading;
    }

private:
    Node* make(NodeKind kind) {
        auto* node = new (m_arena.allocate(sizeof(Node), alignof(Node))) Node;
        node->kind = kind;
        return node;
    }
    std::span<Node*> keep(const std::vector<Node*>& nodes) {
        if (nodes.empty()) return {};
        auto** to = m_arena.allocateArray<Node*>(nodes.size());
        std::copy(nodes.begin(), nodes.end(), to);
        return {to, nodes.size()};
    }
    std::int32_t place(const Wire& wire) const { return wire.integer() - m_offset; }

    bool select(std::string_view bytes, std::vector<Node*>& targets) {
        bool only = true;
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 3: targets.push_back(node(wire.text())); break;
            case 14:
            case 17: only = only && wire.number() == 1; break;
            default: only = false;
            }
        }
        return only;
    }
    bool createTable(std::string_view bytes, std::vector<Node*>& targets) {
        bool only = true;
        for (Wire wire(bytes); wire.next();) {
            if (wire.field() == 2)
                targets.push_back(node(wire.text()));
            else if (wire.field() != 1 && wire.field() != 9)
                only = false;
        }
        return only;
    }

    Node* node(std::string_view bytes) {
        Wire wire(bytes);
        if (!wire.next()) return make(NodeKind::Other);
        ++m_depth;
        m_deepest = std::max(m_deepest, m_depth);
        Node* made = read(wire.field(), wire.text());
        --m_depth;
        return made;
    }

    Node* read(int type, std::string_view bytes) {
        switch (type) {
        case 16: return logic(bytes);
        case 27: return caseExpression(bytes);
        case 28: return pair(bytes, NodeKind::When, 2, 3, 4);
        case 31: return row(bytes);
        case 33: return listed(bytes, NodeKind::Coalesce, 4, 5);
        case 34: return minMax(bytes);
        case 35: return sessionValue(bytes);
        case 37: return nullTest(bytes);
        case 38: return booleanTest(bytes);
        case 171: return operation(bytes);
        case 172: return listed(bytes, NodeKind::Column, 1, 2);
        case 174: return function(bytes);
        case 175: return make(NodeKind::Star);
        case 176: return subscript(bytes);
        case 177: return indirection(bytes);
        case 178: return listed(bytes, NodeKind::Array, 1, 2);
        case 179: return target(bytes);
        case 181: return cast(bytes);
        case 190: return typeName(bytes);
        case 191: return columnDefinition(bytes);
        case 230: return integer(bytes);
        case 233: return texted(bytes, NodeKind::Name);
        case 235: return listed(bytes, NodeKind::List, 1, -1);
        case 238: return constant(bytes);
        case 17: return other("subqueries", bytes, 7);
        case 173: return other("parameters", bytes, 2);
        case 7: return other("GROUPING", bytes, 6);
        case 11: return namedArgument(bytes);
        case 36: return other("XML expressions", bytes, 10);
        case 41: return other("DEFAULT", bytes, 5);
        case 182: return other("COLLATE", bytes, 3);
        default: return other("this construct", bytes, -1);
        }
    }

    Node* other(std::string_view what, std::string_view bytes, int locationField) {
        Node* made = make(NodeKind::Other);
        made->text = what;
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == locationField) made->location = place(wire);
        return made;
    }
    Node* texted(std::string_view bytes, NodeKind kind) {
        Node* made = make(kind);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 1) made->text = m_arena.copy(wire.text());
        return made;
    }
    Node* integer(std::string_view bytes) {
        Node* made = make(NodeKind::IntegerConstant);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 1) made->number = static_cast<std::int32_t>(wire.number());
        return made;
    }
    Node* listed(std::string_view bytes, NodeKind kind, int listField, int locationField) {
        Node* made = make(kind);
        std::vector<Node*> list;
        for (Wire wire(bytes); wire.next();) {
            if (wire.field() == listField)
                list.push_back(node(wire.text()));
            else if (wire.field() == locationField)
                made->location = place(wire);
        }
        made->list = keep(list);
        return made;
    }
    Node* pair(std::string_view bytes, NodeKind kind, int leftField, int rightField, int locationField) {
        Node* made = make(kind);
        for (Wire wire(bytes); wire.next();) {
            if (wire.field() == leftField)
                made->left = node(wire.text());
            else if (wire.field() == rightField)
                made->right = node(wire.text());
            else if (wire.field() == locationField)
                made->location = place(wire);
        }
        return made;
    }
    Node* constant(std::string_view bytes) {
        Node* made = make(NodeKind::IntegerConstant);
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 1: {
                const Node* value = integer(wire.text());
                made->number = value->number;
                break;
            }
            case 2: setText(made, NodeKind::FloatConstant, wire.text()); break;
            case 3:
                made->kind = NodeKind::BooleanConstant;
                for (Wire value(wire.text()); value.next();) made->number = value.flag() ? 1 : 0;
                break;
            case 4: setText(made, NodeKind::StringConstant, wire.text()); break;
            case 5: setText(made, NodeKind::BitConstant, wire.text()); break;
            case 10:
                if (wire.flag()) made->kind = NodeKind::NullConstant;
                break;
            case 11: made->location = place(wire); break;
            default: break;
            }
        }
        return made;
    }
    void setText(Node* made, NodeKind kind, std::string_view message) {
        made->kind = kind;
        made->text = "";
        for (Wire value(message); value.next();)
            if (value.field() == 1) made->text = m_arena.copy(value.text());
    }
    void addName(Node* made, std::string_view part) {
        const Node* name = node(part);
        if (!made->text.empty()) made->schema = made->text;
        made->text = name->text;
    }
    Node* operation(std::string_view bytes) {
        Node* made = make(NodeKind::Operator);
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 1: made->tag = static_cast<std::uint8_t>(wire.integer()); break;
            case 2: addName(made, wire.text()); break;
            case 3: made->left = node(wire.text()); break;
            case 4: made->right = node(wire.text()); break;
            case 5: made->location = place(wire); break;
            default: break;
            }
        }
        return made;
    }
    Node* logic(std::string_view bytes) {
        Node* made = listed(bytes, NodeKind::Logic, 3, 4);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 2) made->tag = static_cast<std::uint8_t>(wire.integer());
        return made;
    }
    Node* nullTest(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::NullTest, 2, -1, 5);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 3) made->flag = wire.number() == 2;
        return made;
    }
    Node* booleanTest(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::BooleanTest, 2, -1, 4);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 3) made->tag = static_cast<std::uint8_t>(wire.integer());
        return made;
    }
    Node* caseExpression(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::Case, 4, 6, 7);
        std::vector<Node*> list;
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 5) list.push_back(node(wire.text()));
        made->list = keep(list);
        return made;
    }
    Node* row(std::string_view bytes) {
        Node* made = listed(bytes, NodeKind::Row, 2, 6);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 4) made->flag = wire.number() == 3;
        return made;
    }
    Node* minMax(std::string_view bytes) {
        Node* made = listed(bytes, NodeKind::MinMax, 6, 7);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 5) made->flag = wire.number() == 1;
        return made;
    }
    Node* sessionValue(std::string_view bytes) {
        Node* made = make(NodeKind::SessionValue);
        made->number = -1;
        for (Wire wire(bytes); wire.next();) {
            if (wire.field() == 2) made->tag = static_cast<std::uint8_t>(wire.integer());
            if (wire.field() == 4) made->number = wire.integer();
            if (wire.field() == 5) made->location = place(wire);
        }
        return made;
    }
    Node* function(std::string_view bytes) {
        Node* made = make(NodeKind::Function);
        std::vector<Node*> list;
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 1: addName(made, wire.text()); break;
            case 2: list.push_back(node(wire.text())); break;
            case 3: made->marks.ordered = true; break;
            case 4: made->right = node(wire.text()); break;
            case 5: made->marks.over = true; break;
            case 6: made->marks.withinGroup = wire.flag(); break;
            case 7: made->marks.star = wire.flag(); break;
            case 8: made->marks.distinct = wire.flag(); break;
            case 9: made->marks.variadic = wire.flag(); break;
            case 10: made->marks.sqlSyntax = wire.number() == 4; break;
            case 11: made->location = place(wire); break;
            default: break;
            }
        }
        made->list = keep(list);
        return made;
    }
    Node* subscript(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::Subscript, 2, 3, -1);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 1) made->flag = wire.flag();
        return made;
    }
    Node* indirection(std::string_view bytes) {
        Node* made = listed(bytes, NodeKind::Indirection, 2, -1);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 1) made->left = node(wire.text());
        if (made->left != nullptr) made->location = made->left->location;
        return made;
    }
    Node* target(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::Target, 3, -1, 4);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 1) made->text = m_arena.copy(wire.text());
        return made;
    }
    Node* namedArgument(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::Target, 2, -1, 5);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 3) made->text = m_arena.copy(wire.text());
        return made;
    }
    Node* cast(std::string_view bytes) {
        Node* made = pair(bytes, NodeKind::Cast, 1, -1, 3);
        for (Wire wire(bytes); wire.next();)
            if (wire.field() == 2) made->right = typeName(wire.text());
        return made;
    }
    Node* typeName(std::string_view bytes) {
        Node* made = make(NodeKind::TypeName);
        std::vector<Node*> modifiers;
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 1: addName(made, wire.text()); break;
            case 3:
            case 4: made->flag = made->flag || wire.flag(); break; // SETOF, %TYPE
            case 5: modifiers.push_back(node(wire.text())); break;
            case 7: ++made->number; break;
            case 8: made->location = place(wire); break;
            default: break;
            }
        }
        made->list = keep(modifiers);
        return made;
    }
    Node* columnDefinition(std::string_view bytes) {
        Node* made = make(NodeKind::ColumnDefinition);
        for (Wire wire(bytes); wire.next();) {
            switch (wire.field()) {
            case 1: made->text = m_arena.copy(wire.text()); break;
            case 2: made->right = typeName(wire.text()); break;
            case 14:
            case 16:
            case 17:
            case 3:
            case 6: made->flag = true; break;
            case 18: made->location = place(wire); break;
            default: break;
            }
        }
        return made;
    }

    std::int32_t m_offset;
    Arena& m_arena;
    std::int32_t m_depth = 0;
    std::int32_t m_deepest = 0;
};

} // namespace

TreeReading readTree(std::string_view protobuf, std::int32_t offset, Arena& arena) {
    return TreeReader(offset, arena).read(protobuf);
}

} // namespace weir::expr
