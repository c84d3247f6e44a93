<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>canvas</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation><numerusform>%n error</numerusform><numerusform>%n errors</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation><numerusform>%n warning</numerusform><numerusform>%n warnings</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>stopped: %n error(s)</source>
        <translation><numerusform>stopped: %n error</numerusform><numerusform>stopped: %n errors</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>and %n more column(s)</source>
        <translation><numerusform>and %n more column</numerusform><numerusform>and %n more columns</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::FormHead</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation><numerusform>%n error</numerusform><numerusform>%n errors</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation><numerusform>%n warning</numerusform><numerusform>%n warnings</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::GroupForm</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation><numerusform>%n node</numerusform><numerusform>%n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::MainWindow</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation><numerusform>%n node</numerusform><numerusform>%n nodes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n wire(s)</source>
        <translation><numerusform>%n wire</numerusform><numerusform>%n wires</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::NodesForm</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation><numerusform>%n node</numerusform><numerusform>%n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::StatusStrip</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation><numerusform>%n error</numerusform><numerusform>%n errors</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation><numerusform>%n warning</numerusform><numerusform>%n warnings</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::TopicsPanel</name>
    <message numerus="yes">
        <source>%1 records, %2, %n partition(s)</source>
        <translation><numerusform>%1 records, %2, %n partition</numerusform><numerusform>%1 records, %2, %n partitions</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::TopologyForm</name>
    <message numerus="yes">
        <source>Topology, %n node(s)</source>
        <translation><numerusform>Topology, %n node</numerusform><numerusform>Topology, %n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>weir::ValueTable</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation><numerusform>%n more</numerusform><numerusform>%n more</numerusform></translation>
    </message>
</context>
</TS>
