<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>Die Änderung noch einmal machen</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Klaviatur</translation>
    </message>
    <message>
        <source>Show or hide the test keyboard</source>
        <translation>Testklaviatur zeigen oder verstecken</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Show or hide the list of messages</source>
        <translation>Liste der Nachrichten zeigen oder verstecken</translation>
    </message>
    <message>
        <source>Panic</source>
        <translation>Panik</translation>
    </message>
    <message>
        <source>Silence every note everywhere</source>
        <translation>Alle Noten überall beenden</translation>
    </message>
    <message>
        <source>Add by address…</source>
        <translation>Mit Adresse hinzufügen…</translation>
    </message>
    <message>
        <source>Connect to a computer or instrument that is not found by itself</source>
        <translation>Mit einem Computer oder Instrument verbinden, das nicht von selbst gefunden wird</translation>
    </message>
    <message>
        <source>Answer invitation</source>
        <translation>Einladung beantworten</translation>
    </message>
    <message>
        <source>Go to the invitation that waits for an answer</source>
        <translation>Zur Einladung gehen, die auf Antwort wartet</translation>
    </message>
    <message>
        <source>Record and play…</source>
        <translation>Aufnehmen und abspielen…</translation>
    </message>
    <message>
        <source>Record what is played as a MIDI file, and play such files</source>
        <translation>Gespieltes als MIDI-Datei aufnehmen, und solche Dateien abspielen</translation>
    </message>
    <message>
        <source>SysEx…</source>
        <translation>SysEx…</translation>
    </message>
    <message>
        <source>Send a SysEx file, or receive a dump</source>
        <translation>Eine SysEx-Datei senden, oder einen Dump empfangen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Language, theme, MIDI system and the like</source>
        <translation>Sprache, Aussehen, MIDI-System und dergleichen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>How it works, and what to do when it does not</source>
        <translation>Wie es geht, und was hilft, wenn es nicht geht</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Disconnect everybody and end Longwire</source>
        <translation>Alle trennen und Longwire beenden</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Show the connections as tables instead of cables</source>
        <translation>Die Verbindungen als Tabellen statt als Kabel zeigen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a peer, a session, a direct link or a virtual port</source>
        <translation>Eine Gegenstelle, eine Session, eine direkte Verbindung oder einen virtuellen Port hinzufügen</translation>
    </message>
</context>
<context>
    <name>AddAddressDialog</name>
    <message>
        <source>Add by address</source>
        <translation>Mit Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>as it calls itself</source>
        <translation>wie sie sich selbst nennt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Connect to an address</source>
        <translation>Mit einer Adresse verbinden</translation>
    </message>
    <message>
        <source>The other side shows its address and port in its MIDI network settings.</source>
        <translation>Die andere Seite zeigt Adresse und Port in ihren MIDI-Netzwerkeinstellungen.</translation>
    </message>
</context>
<context>
    <name>AddMenu</name>
    <message>
        <source>Session {number}</source>
        <translation>Session {number}</translation>
    </message>
    <message>
        <source>Link {number}</source>
        <translation>Verbindung {number}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Session</translation>
    </message>
    <message>
        <source>Another room that others can join</source>
        <translation>Ein weiterer Raum, in den andere kommen können</translation>
    </message>
    <message>
        <source>New direct link</source>
        <translation>Neue direkte Verbindung</translation>
    </message>
    <message>
        <source>RTP-MIDI with fixed addresses, without inviting</source>
        <translation>RTP-MIDI mit festen Adressen, ohne einzuladen</translation>
    </message>
    <message>
        <source>New virtual port</source>
        <translation>Neuer virtueller Port</translation>
    </message>
    <message>
        <source>A port that other programs on this computer see</source>
        <translation>Ein Port, den andere Programme auf diesem Computer sehen</translation>
    </message>
    <message>
        <source>Windows has no virtual ports; loopMIDI makes some that Longwire can use.</source>
        <translation>Windows kennt keine virtuellen Ports; loopMIDI macht welche, die Longwire benutzen kann.</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Show again ({count} hidden)</source>
        <translation>Wieder zeigen ({count} versteckt)</translation>
    </message>
    <message>
        <source>Hidden peers</source>
        <translation>Versteckte Gegenstellen</translation>
    </message>
</context>
<context>
    <name>Chapters</name>
    <message>
        <source>programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>controllers</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>pitch bend</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>note releases</source>
        <translation>Loslassen</translation>
    </message>
    <message>
        <source>aftertouch</source>
        <translation>Aftertouch</translation>
    </message>
    <message>
        <source>key pressure</source>
        <translation>Tastendruck</translation>
    </message>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>active sensing</source>
        <translation>Active Sensing</translation>
    </message>
    <message>
        <source>sequencer</source>
        <translation>Sequenzer</translation>
    </message>
    <message>
        <source>time code</source>
        <translation>Timecode</translation>
    </message>
    <message>
        <source>SysEx</source>
        <translation>SysEx</translation>
    </message>
</context>
<context>
    <name>Companions</name>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.zip)</source>
        <translation>Berichte (*.zip)</translation>
    </message>
</context>
<context>
    <name>ConnectBar</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>In beide Richtungen</translation>
    </message>
    <message>
        <source>A cable back as well, where both can play and be played</source>
        <translation>Auch ein Kabel zurück, wo beide spielen und gespielt werden können</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>It is invited first, and the cable waits until it answers.</source>
        <translation>Zuerst wird eingeladen; das Kabel wartet, bis die Antwort kommt.</translation>
    </message>
    <message>
        <source>Choose what plays and what is to sound.</source>
        <translation>Auswählen, was spielt und was klingen soll.</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>not muted</source>
        <translation>nicht stumm</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was möglich ist</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>stopped: what it plays comes back to it</source>
        <translation>angehalten: Was es spielt, kommt zu ihm zurück</translation>
    </message>
    <message>
        <source>broken: the other side refused</source>
        <translation>gestört: die andere Seite hat abgelehnt</translation>
    </message>
    <message>
        <source>Direct link</source>
        <translation>Direkte Verbindung</translation>
    </message>
    <message>
        <source>Found nearby</source>
        <translation>In der Nähe gefunden</translation>
    </message>
    <message>
        <source>Session “{name}”</source>
        <translation>Session „{name}“</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>nobody is in it</source>
        <translation>niemand ist darin</translation>
    </message>
    <message>
        <source>1 is in it</source>
        <translation>1 ist darin</translation>
    </message>
    <message>
        <source>{count} are in it</source>
        <translation>{count} sind darin</translation>
    </message>
</context>
<context>
    <name>ConnectionsTable</name>
    <message>
        <source>Cables</source>
        <translation>Kabel</translation>
    </message>
    <message>
        <source>Devices and people</source>
        <translation>Geräte und Gegenstellen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Remove cable</source>
        <translation>Kabel entfernen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Connect to…</source>
        <translation>Verbinden mit…</translation>
    </message>
    <message>
        <source>Begin a cable there</source>
        <translation>Dort ein Kabel beginnen</translation>
    </message>
    <message>
        <source>Add by address…</source>
        <translation>Mit Adresse…</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the tables</source>
        <translation>Tabellen filtern</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was möglich ist</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verstecken</translation>
    </message>
    <message>
        <source>Show it no longer where peers are found</source>
        <translation>Nicht mehr zeigen, wo Gegenstellen gefunden werden</translation>
    </message>
</context>
<context>
    <name>ControlField</name>
    <message>
        <source>{name}: kind</source>
        <translation>{name}: Art</translation>
    </message>
    <message>
        <source>{name}: number</source>
        <translation>{name}: Nummer</translation>
    </message>
    <message>
        <source>{name}: channel</source>
        <translation>{name}: Kanal</translation>
    </message>
    <message>
        <source>ch </source>
        <translation>Kan. </translation>
    </message>
</context>
<context>
    <name>ControllerFader</name>
    <message>
        <source>Fader {place}</source>
        <translation>Regler {place}</translation>
    </message>
    <message>
        <source>Controller of fader {place}</source>
        <translation>Controller von Regler {place}</translation>
    </message>
</context>
<context>
    <name>Directions</name>
    <message>
        <source>To {name}</source>
        <translation>Nach {name}</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>Ankündigung</translation>
    </message>
    <message>
        <source>Control port</source>
        <translation>Kontrollport</translation>
    </message>
    <message>
        <source>Data port</source>
        <translation>Datenport</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Other addresses</source>
        <translation>Andere Adressen</translation>
    </message>
    <message>
        <source>Our ports</source>
        <translation>Unsere Ports</translation>
    </message>
    <message>
        <source>Our firewall</source>
        <translation>Unsere Firewall</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>look at this</source>
        <translation>ansehen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>It cannot connect. The steps marked red say why.</source>
        <translation>Eine Verbindung geht nicht. Die rot markierten Schritte sagen, warum.</translation>
    </message>
    <message>
        <source>It can connect; some things are worth a look.</source>
        <translation>Eine Verbindung geht; einiges ist einen Blick wert.</translation>
    </message>
    <message>
        <source>Everything that a connection needs works.</source>
        <translation>Alles, was eine Verbindung braucht, funktioniert.</translation>
    </message>
    <message>
        <source>Why “{name}” ({target}) does not connect, {when}, Longwire {version}</source>
        <translation>Warum sich „{name}“ ({target}) nicht verbindet, {when}, Longwire {version}</translation>
    </message>
    <message>
        <source>Examining “{name}”</source>
        <translation>Untersuchung von „{name}“</translation>
    </message>
    <message>
        <source>Why “{name}” does not connect</source>
        <translation>Warum sich „{name}“ nicht verbindet</translation>
    </message>
    <message>
        <source>It is connected. The steps marked red failed only for this examination, which knocks under another name.</source>
        <translation>Es ist verbunden. Die roten Schritte sind nur bei dieser Untersuchung misslungen, die unter einem anderen Namen anklopft.</translation>
    </message>
    <message>
        <source>Examination of “{name}” ({target}) while connected, {when}, Longwire {version}</source>
        <translation>Untersuchung von „{name}“ ({target}) bei bestehender Verbindung, {when}, Longwire {version}</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>Examine again</source>
        <translation>Nochmals untersuchen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>All of this as text, for somebody who helps you</source>
        <translation>Alles hier als Text, für jemanden, der hilft</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Examining “{name}” at {target}…</source>
        <translation>„{name}“ an {target} wird untersucht…</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>EndMenus</name>
    <message>
        <source>Send test note</source>
        <translation>Testnote senden</translation>
    </message>
    <message>
        <source>Examine…</source>
        <translation>Untersuchen…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Remove port</source>
        <translation>Port entfernen</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Remove session</source>
        <translation>Session entfernen</translation>
    </message>
</context>
<context>
    <name>Endpoint</name>
    <message>
        <source>Test keyboard</source>
        <translation>Testklaviatur</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Song</translation>
    </message>
    <message>
        <source>SysEx file</source>
        <translation>SysEx-Datei</translation>
    </message>
    <message>
        <source>Test note</source>
        <translation>Testnote</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>Evening</name>
    <message>
        <source>Peer</source>
        <translation>Gegenstelle</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>Abbrüche</translation>
    </message>
    <message>
        <source>Packets lost</source>
        <translation>Verlorene Pakete</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Repariert</translation>
    </message>
    <message>
        <source>Messages in / out</source>
        <translation>Nachrichten ein / aus</translation>
    </message>
    <message>
        <source>Latency: middle / 95 % / longest</source>
        <translation>Latenz: Mitte / 95 % / längste</translation>
    </message>
    <message>
        <source>Longwire, report of the evening, {when}</source>
        <translation>Longwire, Bericht des Abends, {when}</translation>
    </message>
</context>
<context>
    <name>EveningDialog</name>
    <message>
        <source>Report of the evening</source>
        <translation>Bericht des Abends</translation>
    </message>
    <message>
        <source>Nobody has been connected since Longwire was started.</source>
        <translation>Seit dem Start von Longwire war niemand verbunden.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals ansehen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Everybody who was connected since Longwire was started</source>
        <translation>Alle, die seit dem Start von Longwire verbunden waren</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht sichern</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Seite (*.html)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
</context>
<context>
    <name>EveningLines</name>
    <message>
        <source>Nobody has been connected yet.</source>
        <translation>Noch war niemand verbunden.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
</context>
<context>
    <name>FilePart</name>
    <message>
        <source>SysEx…</source>
        <translation>SysEx…</translation>
    </message>
    <message>
        <source>Send a SysEx file, or receive a dump</source>
        <translation>Eine SysEx-Datei senden, oder einen Dump empfangen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
</context>
<context>
    <name>FilesButton</name>
    <message>
        <source>Files: record, play, SysEx</source>
        <translation>Dateien: aufnehmen, abspielen, SysEx</translation>
    </message>
    <message>
        <source>Recording {names}</source>
        <translation>Nimmt {names} auf</translation>
    </message>
    <message>
        <source>Playing {names}</source>
        <translation>Spielt {names}</translation>
    </message>
    <message>
        <source>End the take of {name}</source>
        <translation>Aufnahme von {name} beenden</translation>
    </message>
    <message>
        <source>Stop {name}</source>
        <translation>{name} anhalten</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Looking up where “{target}” is ...</source>
        <translation>Es wird nachgesehen, wo „{target}“ ist ...</translation>
    </message>
    <message>
        <source>Listening for its announcement ...</source>
        <translation>Auf ihre Ankündigung wird gehört ...</translation>
    </message>
    <message>
        <source>Knocking at control port {port} of {address} ...</source>
        <translation>Am Kontrollport {port} von {address} wird angeklopft ...</translation>
    </message>
    <message>
        <source>Knocking at data port {data} ...</source>
        <translation>Am Datenport {data} wird angeklopft ...</translation>
    </message>
    <message>
        <source>Comparing clocks ...</source>
        <translation>Die Uhren werden verglichen ...</translation>
    </message>
    <message>
        <source>Looking at this computer ...</source>
        <translation>Dieser Computer wird angesehen ...</translation>
    </message>
    <message>
        <source>“{target}” is {addresses}.</source>
        <translation>„{target}“ ist {addresses}.</translation>
    </message>
    <message>
        <source>Nobody here knows where “{target}” is. Look up its address there, and use that instead of the name.</source>
        <translation>Niemand hier weiß, wo „{target}“ ist. Dort die Adresse nachsehen und sie statt des Namens verwenden.</translation>
    </message>
    <message>
        <source>It is this computer.</source>
        <translation>Sie ist dieser Computer.</translation>
    </message>
    <message>
        <source>It is in the same network as this computer, {own} on {interface}.</source>
        <translation>Sie ist im selben Netz wie dieser Computer, {own} an {interface}.</translation>
    </message>
    <message>
        <source>It is in another network than this computer, {own} on {interface}. That works through a router that lets UDP pass, but neither will find the other by name. In one room, join both to the same network.</source>
        <translation>Sie ist in einem anderen Netz als dieser Computer, {own} an {interface}. Das geht über einen Router, der UDP durchlässt, aber keiner findet den anderen beim Namen. In einem Raum gehören beide in dasselbe Netz.</translation>
    </message>
    <message>
        <source>The way there was not looked for.</source>
        <translation>Der Weg dorthin wurde nicht gesucht.</translation>
    </message>
    <message>
        <source>This computer has no way to {address}. Is it connected to a network?</source>
        <translation>Von diesem Computer führt kein Weg zu {address}. Ist er mit einem Netz verbunden?</translation>
    </message>
    <message>
        <source>It announces itself as “{name}” on control port {port}.</source>
        <translation>Sie kündigt sich als „{name}“ am Kontrollport {port} an.</translation>
    </message>
    <message>
        <source>It announces “{name}” on control port {port}, not {tried}. Try again with {port}, or choose it by name.</source>
        <translation>Sie kündigt „{name}“ am Kontrollport {port} an, nicht {tried}. Mit {port} nochmals versuchen oder sie beim Namen wählen.</translation>
    </message>
    <message>
        <source>It does not announce itself, or the network keeps announcements back, as guest Wi-Fi does. By its address it can be invited all the same.</source>
        <translation>Sie kündigt sich nicht an, oder das Netz hält Ankündigungen zurück, wie es Gäste-WLANs tun. Über ihre Adresse kann sie trotzdem eingeladen werden.</translation>
    </message>
    <message>
        <source>Announcements cannot be heard here: {reason}. Use addresses instead of names.</source>
        <translation>Ankündigungen sind hier nicht zu hören: {reason}. Verwende Adressen statt Namen.</translation>
    </message>
    <message>
        <source>Announcements were not looked for.</source>
        <translation>Nach Ankündigungen wurde nicht gesucht.</translation>
    </message>
    <message>
        <source>Control port {port} answers as “{name}” and lets this computer in.</source>
        <translation>Kontrollport {port} antwortet als „{name}“ und lässt diesen Computer herein.</translation>
    </message>
    <message>
        <source>Control port {port} answers, but refuses this computer. Allow it there, or accept when it asks.</source>
        <translation>Kontrollport {port} antwortet, lehnt diesen Computer aber ab. Erlaube ihn dort, oder stimme zu, wenn dort gefragt wird.</translation>
    </message>
    <message>
        <source>The computer is there, but nothing listens on its port {port}. Is the session switched on there, and is {port} the control port it shows?</source>
        <translation>Der Computer ist da, aber an seinem Port {port} hört niemand. Ist die Session dort eingeschaltet, und ist {port} der Kontrollport, den sie zeigt?</translation>
    </message>
    <message>
        <source>Port {port} does not answer as a control port. Control ports are even; {even} is probably meant.</source>
        <translation>Port {port} antwortet nicht als Kontrollport. Kontrollports sind gerade; gemeint ist wohl {even}.</translation>
    </message>
    <message>
        <source>There is no way to {address}: {reason}.</source>
        <translation>Es führt kein Weg zu {address}: {reason}.</translation>
    </message>
    <message>
        <source>No computer answers at {address}. Is it switched on, and in the same network as this one? Its address may have changed: look it up there.</source>
        <translation>An {address} antwortet kein Computer. Ist er eingeschaltet und im selben Netz wie dieser? Seine Adresse kann sich geändert haben: Sieh dort nach.</translation>
    </message>
    <message>
        <source>A firewall forbids control port {port} of {address}: there, on the way, or here. Allow UDP {port} and {data} on both computers.</source>
        <translation>Eine Firewall verbietet Kontrollport {port} von {address}: dort, unterwegs oder hier. Erlaube UDP {port} und {data} auf beiden Computern.</translation>
    </message>
    <message>
        <source>The control port was not tried.</source>
        <translation>Der Kontrollport wurde nicht versucht.</translation>
    </message>
    <message>
        <source>Control port {port} does not answer. Is the other computer switched on, its session on, a question about “Longwire doctor” open on its screen, or a firewall there that keeps UDP {port} and {data} out?</source>
        <translation>Kontrollport {port} antwortet nicht. Ist der andere Computer an, seine Session eingeschaltet, dort eine Frage nach „Longwire doctor“ offen, oder hält dort eine Firewall UDP {port} und {data} fern?</translation>
    </message>
    <message>
        <source>Data port {data} answers as well.</source>
        <translation>Datenport {data} antwortet auch.</translation>
    </message>
    <message>
        <source>Data port {data} refuses what the control port allowed. Restart the session there.</source>
        <translation>Datenport {data} lehnt ab, was der Kontrollport erlaubt hat. Starte die Session dort neu.</translation>
    </message>
    <message>
        <source>Nothing listens on data port {data}. Restart the session there.</source>
        <translation>An Datenport {data} hört niemand. Starte die Session dort neu.</translation>
    </message>
    <message>
        <source>Control port {port} answers, but a firewall forbids data port {data}. Allow UDP {port} and {data} on both computers.</source>
        <translation>Kontrollport {port} antwortet, aber eine Firewall verbietet Datenport {data}. Erlaube UDP {port} und {data} auf beiden Computern.</translation>
    </message>
    <message>
        <source>The computer has gone meanwhile. Is its network steady?</source>
        <translation>Der Computer ist inzwischen verschwunden. Ist sein Netz stabil?</translation>
    </message>
    <message>
        <source>There is no way to data port {data}: {reason}.</source>
        <translation>Es führt kein Weg zu Datenport {data}: {reason}.</translation>
    </message>
    <message>
        <source>Control port {port} answers, data port {data} does not: most likely a firewall lets only one of them through. Allow UDP {port} and {data} there and here.</source>
        <translation>Kontrollport {port} antwortet, Datenport {data} nicht: Wahrscheinlich lässt eine Firewall nur einen von beiden durch. Erlaube UDP {port} und {data} dort und hier.</translation>
    </message>
    <message>
        <source>The data port was not tried.</source>
        <translation>Der Datenport wurde nicht versucht.</translation>
    </message>
    <message>
        <source>The clock exchange works: {round_trip_ms} ms there and back, {spread_ms} ms of jitter.</source>
        <translation>Der Uhrenabgleich funktioniert: {round_trip_ms} ms hin und zurück, {spread_ms} ms Schwankung.</translation>
    </message>
    <message>
        <source>The clock exchange works, but takes {round_trip_ms} ms there and back with {spread_ms} ms of jitter. That can be heard; use a cable, or come nearer to the access point.</source>
        <translation>Der Uhrenabgleich funktioniert, braucht aber {round_trip_ms} ms hin und zurück mit {spread_ms} ms Schwankung. Das ist zu hören; nimm ein Kabel oder geh näher an den Zugangspunkt.</translation>
    </message>
    <message>
        <source>{lost} of {asked} clock exchanges were lost. Notes will be repaired, but late; use a cable if you can.</source>
        <translation>{lost} von {asked} Uhrenabgleichen gingen verloren. Noten werden repariert, aber spät; nimm ein Kabel, wenn es geht.</translation>
    </message>
    <message>
        <source>It lets this computer in, but does not answer the clock exchange, so it will disconnect. Restart the session there.</source>
        <translation>Sie lässt diesen Computer herein, antwortet aber nicht auf den Uhrenabgleich und wird die Verbindung trennen. Starte die Session dort neu.</translation>
    </message>
    <message>
        <source>The clock exchange was not tried.</source>
        <translation>Der Uhrenabgleich wurde nicht versucht.</translation>
    </message>
    <message>
        <source>It has no other address to try.</source>
        <translation>Sie hat keine andere Adresse, die zu versuchen wäre.</translation>
    </message>
    <message>
        <source>It answers at {address} as well.</source>
        <translation>Sie antwortet auch an {address}.</translation>
    </message>
    <message>
        <source>It does not answer at {address}, so Longwire will use another of its addresses.</source>
        <translation>An {address} antwortet sie nicht, also nimmt Longwire eine andere ihrer Adressen.</translation>
    </message>
    <message>
        <source>Ports {control} and {data} of this computer are free.</source>
        <translation>Die Ports {control} und {data} dieses Computers sind frei.</translation>
    </message>
    <message>
        <source>Ports {control} and {data} of this computer are in use; a Longwire runs here.</source>
        <translation>Die Ports {control} und {data} dieses Computers sind belegt; hier läuft ein Longwire.</translation>
    </message>
    <message>
        <source>Ports {control} and {data} of this computer are used by another program. Longwire will take others, and says which.</source>
        <translation>Die Ports {control} und {data} dieses Computers hat ein anderes Programm. Longwire nimmt andere und sagt, welche.</translation>
    </message>
    <message>
        <source>No firewall was found on this computer.</source>
        <translation>Auf diesem Computer wurde keine Firewall gefunden.</translation>
    </message>
    <message>
        <source>A firewall runs on this computer. {hint}</source>
        <translation>Auf diesem Computer läuft eine Firewall. {hint}</translation>
    </message>
    <message>
        <source>Whether a firewall runs on this computer cannot be told. {hint}</source>
        <translation>Ob auf diesem Computer eine Firewall läuft, ist nicht festzustellen. {hint}</translation>
    </message>
    <message>
        <source>The way there does not begin with Wi-Fi, as far as this computer can tell.</source>
        <translation>Der Weg dorthin beginnt nicht mit WLAN, soweit dieser Computer es weiß.</translation>
    </message>
    <message>
        <source>The way there begins with Wi-Fi that does not save power. A cable is steadier still.</source>
        <translation>Der Weg dorthin beginnt mit WLAN, das keinen Strom spart. Ein Kabel ist noch gleichmäßiger.</translation>
    </message>
    <message>
        <source>The Wi-Fi of this computer saves power and delays notes. Switch that off: sudo iw dev {interface} set power_save off. A cable is better still.</source>
        <translation>Das WLAN dieses Computers spart Strom und verzögert Noten. Schalte das ab: sudo iw dev {interface} set power_save off. Ein Kabel ist noch besser.</translation>
    </message>
    <message>
        <source>The way there begins with Wi-Fi. Switch its power saving off, or use a cable.</source>
        <translation>Der Weg dorthin beginnt mit WLAN. Schalte dessen Stromsparen ab oder nimm ein Kabel.</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>found in the network, not connected</source>
        <translation>im Netz gefunden, nicht verbunden</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verstecken</translation>
    </message>
    <message>
        <source>Show it no longer where peers are found</source>
        <translation>Nicht mehr zeigen, wo Gegenstellen gefunden werden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo es ist</translation>
    </message>
    <message>
        <source>Known here</source>
        <translation>Hier bekannt</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>About Longwire</source>
        <translation>Über Longwire</translation>
    </message>
    <message>
        <source>A MIDI cable as long as your network.</source>
        <translation>Ein MIDI-Kabel, so lang wie das Netzwerk.</translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence.</source>
        <translation>Version {version}, unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Longwire stands on the work of others:</source>
        <translation>Longwire baut auf der Arbeit anderer auf:</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Everything that is inside, with its licences: [{file}]({address})</source>
        <translation>Alles, was darin steckt, mit seinen Lizenzen: [{file}]({address})</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Problem melden…</translation>
    </message>
    <message>
        <source>Save a file to send along, without names and addresses</source>
        <translation>Eine Datei zum Mitschicken speichern, ohne Namen und Adressen</translation>
    </message>
    <message>
        <source>Report of the evening…</source>
        <translation>Bericht des Abends…</translation>
    </message>
    <message>
        <source>How well everybody was connected since the start</source>
        <translation>Wie gut alle seit dem Start verbunden waren</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Do not show this again</source>
        <translation>Nicht mehr zeigen</translation>
    </message>
    <message>
        <source>Welcome to Longwire</source>
        <translation>Willkommen bei Longwire</translation>
    </message>
    <message>
        <source>Your MIDI devices are on the left, other computers and instruments on the right.</source>
        <translation>Links stehen die eigenen MIDI-Geräte, rechts andere Computer und Instrumente.</translation>
    </message>
    <message>
        <source>Drag from one to the other and play: Longwire connects them and remembers it.</source>
        <translation>Vom einen zum anderen ziehen und spielen: Longwire verbindet sie und merkt es sich.</translation>
    </message>
    <message>
        <source>Nothing to plug in yet? The demo needs no device and no second computer.</source>
        <translation>Noch nichts zum Anschließen da? Die Demo braucht weder Gerät noch zweiten Computer.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Demo abspielen</translation>
    </message>
</context>
<context>
    <name>Hops</name>
    <message>
        <source>played</source>
        <translation>gespielt</translation>
    </message>
    <message>
        <source>Messages that came from there since the start</source>
        <translation>Nachrichten, die seit dem Start von dort kamen</translation>
    </message>
    <message>
        <source>passed on</source>
        <translation>weitergegeben</translation>
    </message>
    <message>
        <source>Messages that went through this cable</source>
        <translation>Nachrichten, die durch dieses Kabel gingen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>Messages that went there through all cables</source>
        <translation>Nachrichten, die durch alle Kabel dorthin gingen</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>When the other side last said that it has received everything</source>
        <translation>Wann die andere Seite zuletzt sagte, dass sie alles hat</translation>
    </message>
    <message>
        <source>sent in all</source>
        <translation>insgesamt</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>Controllers and pedals</source>
        <translation>Regler und Pedale</translation>
    </message>
    <message>
        <source>Pitch bend</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Aftertouch</source>
        <translation>Aftertouch</translation>
    </message>
    <message>
        <source>Key pressure</source>
        <translation>Tastendruck</translation>
    </message>
    <message>
        <source>SysEx</source>
        <translation>SysEx</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Song position and others</source>
        <translation>Songposition und anderes</translation>
    </message>
    <message>
        <source>Active sensing</source>
        <translation>Active Sensing</translation>
    </message>
    <message>
        <source>as played</source>
        <translation>wie gespielt</translation>
    </message>
    <message>
        <source>lighter touch</source>
        <translation>leichterer Anschlag</translation>
    </message>
    <message>
        <source>heavier touch</source>
        <translation>schwererer Anschlag</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Messages: {names}</source>
        <translation>Nachrichten: {names}</translation>
    </message>
    <message>
        <source>Remove rule: {rule}</source>
        <translation>Regel entfernen: {rule}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>CC</source>
        <translation>CC</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>RPN</source>
        <translation>RPN</translation>
    </message>
    <message>
        <source>NRPN</source>
        <translation>NRPN</translation>
    </message>
    <message>
        <source>{what}, ch {channel}</source>
        <translation>{what}, Kan. {channel}</translation>
    </message>
    <message>
        <source>1 drop</source>
        <translation>1 Abbruch</translation>
    </message>
    <message>
        <source>{count} drops</source>
        <translation>{count} Abbrüche</translation>
    </message>
    <message>
        <source>{count} repaired</source>
        <translation>{count} repariert</translation>
    </message>
    <message>
        <source>{number} s ago</source>
        <translation>vor {number} s</translation>
    </message>
    <message>
        <source>{number} min ago</source>
        <translation>vor {number} min</translation>
    </message>
    <message>
        <source>{number} h ago</source>
        <translation>vor {number} h</translation>
    </message>
    <message>
        <source>{number} bytes</source>
        <translation>{number} Bytes</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} kB</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
    <message>
        <source>{usual} ms · at worst {worst} ms</source>
        <translation>{usual} ms · schlimmstens {worst} ms</translation>
    </message>
    <message>
        <source>{count} round trips in {minutes} min</source>
        <translation>{count} Rundläufe in {minutes} min</translation>
    </message>
    <message>
        <source>jitter {jitter} ms</source>
        <translation>Schwankung {jitter} ms</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>Clocks {time} apart, allowed for</source>
        <translation>Uhren {time} auseinander, berücksichtigt</translation>
    </message>
    <message>
        <source>Nothing was lost on the way here.</source>
        <translation>Auf dem Weg hierher ging nichts verloren.</translation>
    </message>
    <message>
        <source>1 packet lost on the way</source>
        <translation>1 Paket unterwegs verloren</translation>
    </message>
    <message>
        <source>{count} packets lost on the way</source>
        <translation>{count} Pakete unterwegs verloren</translation>
    </message>
    <message>
        <source>not all of it could be brought back.</source>
        <translation>nicht alles davon ließ sich zurückholen.</translation>
    </message>
    <message>
        <source>nothing missing.</source>
        <translation>nichts fehlt.</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>Repaired: {parts}</source>
        <translation>Repariert: {parts}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} verspätet</translation>
    </message>
    <message>
        <source>{count} twice</source>
        <translation>{count} doppelt</translation>
    </message>
    <message>
        <source>{count} damaged</source>
        <translation>{count} beschädigt</translation>
    </message>
    <message>
        <source>Packets: {parts}</source>
        <translation>Pakete: {parts}</translation>
    </message>
    <message>
        <source>Its timestamps are of no use, so it plays at once.</source>
        <translation>Seine Zeitstempel taugen nichts, darum spielt es sofort.</translation>
    </message>
    <message>
        <source>{count} came too late to be held back: longer would be steadier.</source>
        <translation>{count} kamen zu spät zum Verzögern: Länger wäre ruhiger.</translation>
    </message>
    <message>
        <source>Recovery journal: {received} received, {sent} sent</source>
        <translation>Reparaturjournal: {received} empfangen, {sent} gesendet</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>connected for {duration}</source>
        <translation>verbunden seit {duration}</translation>
    </message>
    <message>
        <source>silent since {time}</source>
        <translation>schweigt seit {time}</translation>
    </message>
    <message>
        <source>being connected</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>waiting since {time}, tried again by itself</source>
        <translation>wartet seit {time}, wird von selbst neu versucht</translation>
    </message>
    <message>
        <source>refused at {time}</source>
        <translation>abgelehnt um {time}</translation>
    </message>
    <message>
        <source>left at {time}</source>
        <translation>gegangen um {time}</translation>
    </message>
    <message>
        <source>lost at {time}</source>
        <translation>verloren um {time}</translation>
    </message>
    <message>
        <source>disconnected here at {time}</source>
        <translation>hier getrennt um {time}</translation>
    </message>
    <message>
        <source>as the session says</source>
        <translation>wie die Session sagt</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>whoever I let in</source>
        <translation>wen ich hereinlasse</translation>
    </message>
    <message>
        <source>whom I know</source>
        <translation>wen ich kenne</translation>
    </message>
    <message>
        <source>anyone</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>{received} received, {sent} sent</source>
        <translation>{received} empfangen, {sent} gesendet</translation>
    </message>
    <message>
        <source>{count} lost</source>
        <translation>{count} verloren</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>as RFC 6295 says</source>
        <translation>wie RFC 6295 sagt</translation>
    </message>
    <message>
        <source>never set</source>
        <translation>nie gesetzt</translation>
    </message>
    <message>
        <source>whole each time</source>
        <translation>jedes Mal ganz</translation>
    </message>
    <message>
        <source>only what changes</source>
        <translation>nur was sich ändert</translation>
    </message>
    <message>
        <source>{address}, learned</source>
        <translation>{address}, gelernt</translation>
    </message>
    <message>
        <source>Play with {address} no longer</source>
        <translation>Nicht mehr mit {address} spielen</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>in beide Richtungen</translation>
    </message>
    <message>
        <source>plays to Longwire</source>
        <translation>spielt in Longwire</translation>
    </message>
    <message>
        <source>is played by Longwire</source>
        <translation>wird von Longwire gespielt</translation>
    </message>
</context>
<context>
    <name>InvitationBar</name>
    <message>
        <source>Join</source>
        <translation>Hereinlassen</translation>
    </message>
    <message>
        <source>Let them in, this time</source>
        <translation>Für dieses Mal hereinlassen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Let them in now and whenever they ask</source>
        <translation>Jetzt und jedes weitere Mal hereinlassen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Not this time</source>
        <translation>Dieses Mal nicht</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Not now, and do not ask again</source>
        <translation>Jetzt nicht, und nicht wieder fragen</translation>
    </message>
    <message>
        <source>&lt;b&gt;{name}&lt;/b&gt; wants to join “{session}”</source>
        <translation>&lt;b&gt;{name}&lt;/b&gt; möchte bei „{session}“ mitspielen</translation>
    </message>
    <message>
        <source>{name} wants to join “{session}”</source>
        <translation>{name} möchte bei „{session}“ mitspielen</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>noch {seconds} s</translation>
    </message>
    <message>
        <source>1 of {count}</source>
        <translation>1 von {count}</translation>
    </message>
</context>
<context>
    <name>KeyboardPanel</name>
    <message>
        <source>Octave down</source>
        <translation>Oktave tiefer</translation>
    </message>
    <message>
        <source>Octave up</source>
        <translation>Oktave höher</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>Test keyboard</source>
        <translation>Testklaviatur</translation>
    </message>
    <message>
        <source>not connected yet: drag a cable from “Test keyboard” to whatever should play</source>
        <translation>noch nicht verbunden: ein Kabel von „Testklaviatur“ dorthin ziehen, wo es klingen soll</translation>
    </message>
    <message>
        <source>plays into {names}</source>
        <translation>spielt {names}</translation>
    </message>
    <message>
        <source>waits for {names}</source>
        <translation>wartet auf {names}</translation>
    </message>
    <message>
        <source>muted: {names}</source>
        <translation>stumm: {names}</translation>
    </message>
    <message>
        <source>stopped by a loop: {names}</source>
        <translation>von einer Schleife angehalten: {names}</translation>
    </message>
    <message>
        <source>Sustain</source>
        <translation>Haltepedal</translation>
    </message>
    <message>
        <source>Hold the pedal down; the space bar does it for a moment</source>
        <translation>Hält das Pedal unten; die Leertaste tut es, solange sie gedrückt ist</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>Kanal {number}</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Pitch bend</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation>Modulation</translation>
    </message>
    <message>
        <source>Bend</source>
        <translation>Bend</translation>
    </message>
    <message>
        <source>Mod</source>
        <translation>Mod</translation>
    </message>
</context>
<context>
    <name>LatencyPlot</name>
    <message>
        <source>Latency over time</source>
        <translation>Latenz im Verlauf</translation>
    </message>
</context>
<context>
    <name>LinkPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>What it is called here; each link has its own</source>
        <translation>Wie sie hier heißt; jede direkte Verbindung hat einen eigenen</translation>
    </message>
    <message>
        <source>The UDP port on which it listens, 1 to 65535</source>
        <translation>Der UDP-Port, auf dem sie hört, 1 bis 65535</translation>
    </message>
    <message>
        <source>Play with whoever plays to it</source>
        <translation>Mitspielen lassen, wer hierher spielt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address and port, such as 192.0.2.7:5004</source>
        <translation>Adresse und Port, etwa 192.0.2.7:5004</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Marker bit</source>
        <translation>Marker-Bit</translation>
    </message>
    <message>
        <source>RPN and NRPN</source>
        <translation>RPN und NRPN</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Direct link</source>
        <translation>Direkte Verbindung</translation>
    </message>
    <message>
        <source>Plays with</source>
        <translation>Spielt mit</translation>
    </message>
    <message>
        <source>How it speaks</source>
        <translation>Wie sie spricht</translation>
    </message>
    <message>
        <source>On the other side</source>
        <translation>Auf der anderen Seite</translation>
    </message>
    <message>
        <source>A link invites nobody. Type this there as the address to send to:</source>
        <translation>Eine direkte Verbindung lädt niemanden ein. Dort dies als Ziel eingeben:</translation>
    </message>
    <message>
        <source>waits: its port is taken by another program</source>
        <translation>wartet: ihr Port ist von einem anderen Programm belegt</translation>
    </message>
    <message>
        <source>nobody plays with it yet</source>
        <translation>noch spielt niemand mit</translation>
    </message>
    <message>
        <source>plays with 1</source>
        <translation>spielt mit 1</translation>
    </message>
    <message>
        <source>plays with {count}</source>
        <translation>spielt mit {count}</translation>
    </message>
</context>
<context>
    <name>Listing</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Add by address…</source>
        <translation>Mit Adresse hinzufügen…</translation>
    </message>
    <message>
        <source>What is new…</source>
        <translation>Was ist neu …</translation>
    </message>
    <message>
        <source>Find out why…</source>
        <translation>Herausfinden, warum…</translation>
    </message>
</context>
<context>
    <name>MonitorBar</name>
    <message>
        <source>From or to</source>
        <translation>Von oder nach</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>Notes and their pressure</source>
        <translation>Noten und ihr Druck</translation>
    </message>
    <message>
        <source>Controllers</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Controllers, pedals, programs, bend, pressure</source>
        <translation>Regler, Pedale, Programme, Tonhöhe, Druck</translation>
    </message>
    <message>
        <source>SysEx</source>
        <translation>SysEx</translation>
    </message>
    <message>
        <source>SysEx, start, stop and other system messages</source>
        <translation>SysEx, Start, Stopp und andere Systemnachrichten</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Clock, time code and active sensing, which never pause</source>
        <translation>Clock, Timecode und Active Sensing, die nie schweigen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Hold the list still</source>
        <translation>Die Liste stillhalten</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>Die neueste Nachricht im Blick behalten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>Die Liste leeren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Put messages or packets into a file</source>
        <translation>Nachrichten oder Pakete in eine Datei schreiben</translation>
    </message>
    <message>
        <source>{count} messages</source>
        <translation>{count} Nachrichten</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>{text} · {count} of the clock hidden</source>
        <translation>{text} · {count} der Clock versteckt</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Nachrichten filtern</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
</context>
<context>
    <name>MonitorModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>{text} · repaired</source>
        <translation>{text} · repariert</translation>
    </message>
</context>
<context>
    <name>MonitorPanel</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save selection…</source>
        <translation>Auswahl speichern…</translation>
    </message>
    <message>
        <source>Save all that is shown…</source>
        <translation>Alles Gezeigte speichern…</translation>
    </message>
    <message>
        <source>Save network packets…</source>
        <translation>Netzwerkpakete speichern…</translation>
    </message>
    <message>
        <source>MIDI file</source>
        <translation>MIDI-Datei</translation>
    </message>
    <message>
        <source>For Wireshark: these messages, packed anew</source>
        <translation>Für Wireshark: diese Nachrichten, neu verpackt</translation>
    </message>
    <message>
        <source>Save messages</source>
        <translation>Nachrichten speichern</translation>
    </message>
    <message>
        <source>What the network carried in the last minutes, for Wireshark</source>
        <translation>Was in den letzten Minuten durchs Netz ging, für Wireshark</translation>
    </message>
    <message>
        <source>Network packets as they were, for Wireshark</source>
        <translation>Netzwerkpakete, wie sie waren, für Wireshark</translation>
    </message>
    <message>
        <source>Save network packets</source>
        <translation>Netzwerkpakete speichern</translation>
    </message>
    <message>
        <source>No message passes the filter.</source>
        <translation>Keine Nachricht kommt durch den Filter.</translation>
    </message>
    <message>
        <source>Nothing has passed a cable yet.</source>
        <translation>Noch ist nichts durch ein Kabel gegangen.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Sustain</source>
        <translation>Sustain</translation>
    </message>
    <message>
        <source>Portamento</source>
        <translation>Portamento</translation>
    </message>
    <message>
        <source>Sostenuto</source>
        <translation>Sostenuto</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Soft</translation>
    </message>
    <message>
        <source>Hold 2</source>
        <translation>Hold-2</translation>
    </message>
    <message>
        <source>All sound off</source>
        <translation>Alle Klänge aus</translation>
    </message>
    <message>
        <source>All notes off</source>
        <translation>Alle Noten aus</translation>
    </message>
    <message>
        <source>Omni off</source>
        <translation>Omni aus</translation>
    </message>
    <message>
        <source>Omni on</source>
        <translation>Omni an</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>Mono</translation>
    </message>
    <message>
        <source>Poly</source>
        <translation>Poly</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation>Modulation</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>Atem</translation>
    </message>
    <message>
        <source>Foot</source>
        <translation>Fußregler</translation>
    </message>
    <message>
        <source>Portamento time</source>
        <translation>Portamentozeit</translation>
    </message>
    <message>
        <source>Data entry</source>
        <translation>Dateneingabe</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Panorama</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Expression</translation>
    </message>
    <message>
        <source>Bank (fine)</source>
        <translation>Bank (fein)</translation>
    </message>
    <message>
        <source>Data entry (fine)</source>
        <translation>Dateneingabe (fein)</translation>
    </message>
    <message>
        <source>Legato</source>
        <translation>Legato</translation>
    </message>
    <message>
        <source>Sound variation</source>
        <translation>Klangvariation</translation>
    </message>
    <message>
        <source>Resonance</source>
        <translation>Resonanz</translation>
    </message>
    <message>
        <source>Release time</source>
        <translation>Ausklingzeit</translation>
    </message>
    <message>
        <source>Attack time</source>
        <translation>Einschwingzeit</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Decay time</source>
        <translation>Abklingzeit</translation>
    </message>
    <message>
        <source>Vibrato rate</source>
        <translation>Vibratotempo</translation>
    </message>
    <message>
        <source>Vibrato depth</source>
        <translation>Vibratotiefe</translation>
    </message>
    <message>
        <source>Vibrato delay</source>
        <translation>Vibratoverzögerung</translation>
    </message>
    <message>
        <source>Portamento control</source>
        <translation>Portamentosteuerung</translation>
    </message>
    <message>
        <source>Reverb</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>Tremolo</source>
        <translation>Tremolo</translation>
    </message>
    <message>
        <source>Chorus</source>
        <translation>Chorus</translation>
    </message>
    <message>
        <source>Detune</source>
        <translation>Verstimmung</translation>
    </message>
    <message>
        <source>Phaser</source>
        <translation>Phaser</translation>
    </message>
    <message>
        <source>Data increment</source>
        <translation>Wert erhöhen</translation>
    </message>
    <message>
        <source>Data decrement</source>
        <translation>Wert verringern</translation>
    </message>
    <message>
        <source>NRPN (fine)</source>
        <translation>NRPN (fein)</translation>
    </message>
    <message>
        <source>NRPN</source>
        <translation>NRPN</translation>
    </message>
    <message>
        <source>RPN (fine)</source>
        <translation>RPN (fein)</translation>
    </message>
    <message>
        <source>RPN</source>
        <translation>RPN</translation>
    </message>
    <message>
        <source>Reset controllers</source>
        <translation>Regler zurücksetzen</translation>
    </message>
    <message>
        <source>Local control</source>
        <translation>Lokale Tastatur</translation>
    </message>
    <message>
        <source>of nobody</source>
        <translation>von niemandem</translation>
    </message>
    <message>
        <source>Sequential</source>
        <translation>Sequential</translation>
    </message>
    <message>
        <source>Moog</source>
        <translation>Moog</translation>
    </message>
    <message>
        <source>Lexicon</source>
        <translation>Lexicon</translation>
    </message>
    <message>
        <source>Kurzweil</source>
        <translation>Kurzweil</translation>
    </message>
    <message>
        <source>Ensoniq</source>
        <translation>Ensoniq</translation>
    </message>
    <message>
        <source>Oberheim</source>
        <translation>Oberheim</translation>
    </message>
    <message>
        <source>E-mu</source>
        <translation>E-mu</translation>
    </message>
    <message>
        <source>Clavia</source>
        <translation>Clavia</translation>
    </message>
    <message>
        <source>Cheetah</source>
        <translation>Cheetah</translation>
    </message>
    <message>
        <source>Waldorf</source>
        <translation>Waldorf</translation>
    </message>
    <message>
        <source>Kawai</source>
        <translation>Kawai</translation>
    </message>
    <message>
        <source>Roland</source>
        <translation>Roland</translation>
    </message>
    <message>
        <source>Korg</source>
        <translation>Korg</translation>
    </message>
    <message>
        <source>Yamaha</source>
        <translation>Yamaha</translation>
    </message>
    <message>
        <source>Casio</source>
        <translation>Casio</translation>
    </message>
    <message>
        <source>Akai</source>
        <translation>Akai</translation>
    </message>
    <message>
        <source>experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>universal</source>
        <translation>universell</translation>
    </message>
    <message>
        <source>universal real-time</source>
        <translation>universell (Echtzeit)</translation>
    </message>
    <message>
        <source>Alesis</source>
        <translation>Alesis</translation>
    </message>
    <message>
        <source>Mackie</source>
        <translation>Mackie</translation>
    </message>
    <message>
        <source>M-Audio</source>
        <translation>M-Audio</translation>
    </message>
    <message>
        <source>Novation</source>
        <translation>Novation</translation>
    </message>
    <message>
        <source>Behringer</source>
        <translation>Behringer</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Access</translation>
    </message>
    <message>
        <source>Elektron</source>
        <translation>Elektron</translation>
    </message>
    <message>
        <source>Arturia</source>
        <translation>Arturia</translation>
    </message>
    <message>
        <source>Native Instruments</source>
        <translation>Native Instruments</translation>
    </message>
    <message>
        <source>Ableton</source>
        <translation>Ableton</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Less: {name}</source>
        <translation>Weniger: {name}</translation>
    </message>
    <message>
        <source>More: {name}</source>
        <translation>Mehr: {name}</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Click a cable, a device or somebody to see more and to change it.</source>
        <translation>Klick auf ein Kabel, ein Gerät oder jemanden zeigt mehr davon und was sich ändern lässt.</translation>
    </message>
    <message>
        <source>Report of the evening…</source>
        <translation>Bericht des Abends…</translation>
    </message>
    <message>
        <source>1 connected</source>
        <translation>1 verbunden</translation>
    </message>
    <message>
        <source>{count} connected</source>
        <translation>{count} verbunden</translation>
    </message>
    <message>
        <source>This evening</source>
        <translation>Heute Abend</translation>
    </message>
</context>
<context>
    <name>ParticipantPage</name>
    <message>
        <source>May join</source>
        <translation>Mitspielen</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Send test note</source>
        <translation>Testnote senden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Messages: {came} from there, {went} to there</source>
        <translation>Nachrichten: {came} von dort, {went} dorthin</translation>
    </message>
    <message>
        <source>Known here</source>
        <translation>Hier bekannt</translation>
    </message>
    <message>
        <source>What it plays is held back so long, so that an uneven network sounds even. 0 plays at once.</source>
        <translation>Was sie spielt, wird so lange zurückgehalten, damit ein unruhiges Netzwerk ruhig klingt. 0 spielt sofort.</translation>
    </message>
    <message>
        <source>invited from here</source>
        <translation>von hier eingeladen</translation>
    </message>
    <message>
        <source>came to us by itself</source>
        <translation>kam von selbst</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Know it no longer; cables to it go too</source>
        <translation>Nicht mehr kennen; auch die Kabel dorthin gehen</translation>
    </message>
</context>
<context>
    <name>PatchCanvas</name>
    <message>
        <source>Connect to…</source>
        <translation>Verbinden mit…</translation>
    </message>
    <message>
        <source>{name} (invite)</source>
        <translation>{name} (einladen)</translation>
    </message>
    <message>
        <source>Cable</source>
        <translation>Kabel</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stumm aus</translation>
    </message>
    <message>
        <source>Remove cable</source>
        <translation>Kabel entfernen</translation>
    </message>
    <message>
        <source>Only {source} → {destination}</source>
        <translation>Nur {source} → {destination}</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Direct links</source>
        <translation>Direkte Verbindungen</translation>
    </message>
    <message>
        <source>Found nearby</source>
        <translation>In der Nähe gefunden</translation>
    </message>
    <message>
        <source>Patch canvas</source>
        <translation>Patchfläche</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Invite again</source>
        <translation>Neu einladen</translation>
    </message>
    <message>
        <source>+ Add by address…</source>
        <translation>+ Mit Adresse…</translation>
    </message>
    <message>
        <source>{count} hidden</source>
        <translation>{count} versteckt</translation>
    </message>
    <message>
        <source>asks before anyone joins</source>
        <translation>fragt, bevor jemand mitspielt</translation>
    </message>
    <message>
        <source>known peers may join</source>
        <translation>Bekannte dürfen mitspielen</translation>
    </message>
    <message>
        <source>anyone may join</source>
        <translation>alle dürfen mitspielen</translation>
    </message>
    <message>
        <source>nobody may join</source>
        <translation>niemand darf mitspielen</translation>
    </message>
    <message>
        <source>That is where the cable starts</source>
        <translation>Dort beginnt das Kabel</translation>
    </message>
    <message>
        <source>{name} only sends</source>
        <translation>{name} sendet nur</translation>
    </message>
    <message>
        <source>{name} only receives</source>
        <translation>{name} empfängt nur</translation>
    </message>
    <message>
        <source>Already connected</source>
        <translation>Schon verbunden</translation>
    </message>
    <message>
        <source>Invite one of the two first</source>
        <translation>Erst eines von beiden einladen</translation>
    </message>
    <message>
        <source>Already part of everyone in the session</source>
        <translation>Gehört schon zu „Alle in der Session“</translation>
    </message>
    <message>
        <source>That is no longer there</source>
        <translation>Das ist nicht mehr da</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>No MIDI device yet. Plug one in and it shows up here. Until then, the test keyboard can play.</source>
        <translation>Noch kein MIDI-Gerät. Was angeschlossen wird, erscheint hier. Bis dahin spielt die Testklaviatur.</translation>
    </message>
    <message>
        <source>No session is open, so nobody can be invited yet.</source>
        <translation>Keine Session ist offen, darum kann noch niemand eingeladen werden.</translation>
    </message>
    <message>
        <source>Nobody found yet. Start Longwire on the other computer, or switch on its network MIDI. If it stays empty, add it by its address.</source>
        <translation>Noch niemand gefunden. Longwire auf dem anderen Computer starten oder dort Netzwerk-MIDI einschalten. Bleibt es leer, hilft „Mit Adresse hinzufügen“.</translation>
    </message>
    <message>
        <source>Nobody else was found. Whoever is missing: start Longwire there, or switch on its network MIDI, or add it by its address.</source>
        <translation>Sonst wurde niemand gefunden. Fehlt noch jemand: dort Longwire starten oder Netzwerk-MIDI einschalten, oder hier „Mit Adresse hinzufügen“.</translation>
    </message>
    <message>
        <source>the device is unplugged</source>
        <translation>das Gerät ist abgesteckt</translation>
    </message>
    <message>
        <source>the other side is not connected</source>
        <translation>die andere Seite ist nicht verbunden</translation>
    </message>
    <message>
        <source>nobody is in the session yet</source>
        <translation>noch niemand ist in der Session</translation>
    </message>
    <message>
        <source>the other side does not answer</source>
        <translation>die andere Seite antwortet nicht</translation>
    </message>
    <message>
        <source>an end of it is no longer in the patch</source>
        <translation>ein Ende ist nicht mehr im Patch</translation>
    </message>
    <message>
        <source>Test keyboard</source>
        <translation>Testklaviatur</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Everyone in the session</source>
        <translation>Alle in der Session</translation>
    </message>
    <message>
        <source>unplugged</source>
        <translation>abgesteckt</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>virtual port</source>
        <translation>virtueller Port</translation>
    </message>
    <message>
        <source>direct link · port {port}</source>
        <translation>direkte Verbindung · Port {port}</translation>
    </message>
    <message>
        <source>MIDI device</source>
        <translation>MIDI-Gerät</translation>
    </message>
    <message>
        <source>controller</source>
        <translation>Controller</translation>
    </message>
    <message>
        <source>synth</source>
        <translation>Klangerzeuger</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>wird verbunden…</translation>
    </message>
    <message>
        <source>silent since {time}</source>
        <translation>schweigt seit {time}</translation>
    </message>
    <message>
        <source>refused the invitation</source>
        <translation>hat abgelehnt</translation>
    </message>
    <message>
        <source>disconnected here at {time}</source>
        <translation>hier getrennt um {time}</translation>
    </message>
    <message>
        <source>left at {time}</source>
        <translation>gegangen um {time}</translation>
    </message>
    <message>
        <source>lost at {time}</source>
        <translation>verloren um {time}</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>{number} repaired</source>
        <translation>{number} repariert</translation>
    </message>
    <message>
        <source>waiting since {time}</source>
        <translation>wartet seit {time}</translation>
    </message>
    <message>
        <source>next try {seconds} s</source>
        <translation>neuer Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>versucht es gerade</translation>
    </message>
    <message>
        <source>your session · closed</source>
        <translation>eigene Session · geschlossen</translation>
    </message>
    <message>
        <source>your session · {address}</source>
        <translation>eigene Session · {address}</translation>
    </message>
    <message>
        <source>port {port}</source>
        <translation>Port {port}</translation>
    </message>
    <message>
        <source>Copied {address}</source>
        <translation>{address} kopiert</translation>
    </message>
    <message>
        <source>Everyone in “{session}”</source>
        <translation>Alle in „{session}“</translation>
    </message>
    <message>
        <source>Invite {name} and connect</source>
        <translation>{name} einladen und verbinden</translation>
    </message>
    <message>
        <source>Connect to {name}</source>
        <translation>Mit {name} verbinden</translation>
    </message>
    <message>
        <source>{count} hidden: show again…</source>
        <translation>{count} versteckt: wieder zeigen…</translation>
    </message>
    <message>
        <source>{name} sends here. Drag it to where it shall play.</source>
        <translation>Hier sendet {name}. Dorthin ziehen, wo es klingen soll.</translation>
    </message>
    <message>
        <source>{name} receives here. Drag it to what shall play it.</source>
        <translation>Hier empfängt {name}. Zu dem ziehen, was darauf spielen soll.</translation>
    </message>
    <message>
        <source>{name} sends to {others}. Enter connects it.</source>
        <translation>{name} sendet an {others}. Enter verbindet.</translation>
    </message>
    <message>
        <source>{name} sends, to nobody yet. Enter connects it.</source>
        <translation>{name} sendet, noch an niemanden. Enter verbindet.</translation>
    </message>
    <message>
        <source>{name} is played by {others}. Enter connects it.</source>
        <translation>{name} wird gespielt von {others}. Enter verbindet.</translation>
    </message>
    <message>
        <source>{name} receives, from nobody yet. Enter connects it.</source>
        <translation>{name} empfängt, noch von niemandem. Enter verbindet.</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Move cable</source>
        <translation>Kabel umstecken</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Ordnen</translation>
    </message>
    <message>
        <source>Remove {count} cables</source>
        <translation>{count} Kabel entfernen</translation>
    </message>
    <message>
        <source>Mute {count} cables</source>
        <translation>{count} Kabel stummschalten</translation>
    </message>
    <message>
        <source>Unmute {count} cables</source>
        <translation>{count} Kabel wieder hörbar</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>Wer beitreten darf</translation>
    </message>
    <message>
        <source>Copy {text}</source>
        <translation>{text} kopieren</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Put back. Press Delete to remove a cable.</source>
        <translation>Zurückgesteckt. Entf entfernt ein Kabel.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Life-size</source>
        <translation>Lebensgröße</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Put everything in order again</source>
        <translation>Alles wieder ordnen</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>{name} verstecken</translation>
    </message>
    <message>
        <source>Split at a note…</source>
        <translation>An einer Note splitten…</translation>
    </message>
    <message>
        <source>Layer onto…</source>
        <translation>Layer auf…</translation>
    </message>
    <message>
        <source>{name} is at place {place} of {count}</source>
        <translation>{name} steht an Stelle {place} von {count}</translation>
    </message>
    <message>
        <source>Tab goes from socket to socket, Enter connects, I shows details, Delete removes a cable, Shift and an arrow key move a device or a session, Alt and an arrow key a row within its box, F2 renames.</source>
        <translation>Tab geht von Buchse zu Buchse, Eingabe verbindet, I zeigt Einzelheiten, Entf entfernt ein Kabel, Umschalt und eine Pfeiltaste bewegen ein Gerät oder eine Session, Alt und eine Pfeiltaste eine Zeile in ihrem Kasten, F2 benennt um.</translation>
    </message>
</context>
<context>
    <name>PeerParts</name>
    <message>
        <source>Called here</source>
        <translation>Heißt hier</translation>
    </message>
    <message>
        <source>Empty is the name it gives itself</source>
        <translation>Leer ist der Name, den sie sich selbst gibt</translation>
    </message>
    <message>
        <source>Find out step by step what stands between you and it</source>
        <translation>Schritt für Schritt herausfinden, was zwischen beiden steht</translation>
    </message>
    <message>
        <source>Examine…</source>
        <translation>Untersuchen…</translation>
    </message>
</context>
<context>
    <name>Phrase</name>
    <message>
        <source>Restarting the computer brings macOS&apos;s MIDI server back.</source>
        <translation>Ein Neustart des Computers bringt den MIDI-Server von macOS zurück.</translation>
    </message>
    <message>
        <source>Is the Windows Audio service running?</source>
        <translation>Läuft der Dienst „Windows-Audio“?</translation>
    </message>
    <message>
        <source>If a firewall runs here, let UDP {control}, {data} and 5353 in, for example: sudo ufw allow {control}:{data}/udp &amp;&amp; sudo ufw allow 5353/udp</source>
        <translation>Läuft hier eine Firewall, dann lass UDP {control}, {data} und 5353 herein, zum Beispiel so: sudo ufw allow {control}:{data}/udp &amp;&amp; sudo ufw allow 5353/udp</translation>
    </message>
    <message>
        <source>Allow Longwire in System Settings &gt; Network &gt; Firewall, and under Privacy &amp; Security &gt; Local Network.</source>
        <translation>Erlaube Longwire in Systemeinstellungen &gt; Netzwerk &gt; Firewall und unter Datenschutz &amp; Sicherheit &gt; Lokales Netzwerk.</translation>
    </message>
    <message>
        <source>Allow Longwire in Windows Security &gt; Firewall &amp; network protection &gt; Allow an app through firewall, for private networks.</source>
        <translation>Erlaube Longwire in Windows-Sicherheit &gt; Firewall &amp; Netzwerkschutz &gt; Zugriff von App durch Firewall zulassen, für private Netzwerke.</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>it is in use already</source>
        <translation>schon in Benutzung</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>a folder of that name is in the way</source>
        <translation>ein Ordner dieses Namens ist im Weg</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk is write-protected</source>
        <translation>der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>this computer does not have that address</source>
        <translation>diese Adresse hat der Computer nicht</translation>
    </message>
    <message>
        <source>no network leads there</source>
        <translation>kein Netzwerk führt dorthin</translation>
    </message>
    <message>
        <source>the network does not reach that computer</source>
        <translation>das Netzwerk erreicht jenen Computer nicht</translation>
    </message>
    <message>
        <source>nobody has that name in this network</source>
        <translation>niemand im Netzwerk heißt so</translation>
    </message>
    <message>
        <source>the name could not be looked up</source>
        <translation>der Name ließ sich nicht nachschlagen</translation>
    </message>
    <message>
        <source>this session does not listen on that kind of address</source>
        <translation>auf solchen Adressen lauscht diese Session nicht</translation>
    </message>
    <message>
        <source>no address to listen on</source>
        <translation>keine Adresse zum Lauschen</translation>
    </message>
    <message>
        <source>no network interface is up</source>
        <translation>kein Netzwerkanschluss ist aktiv</translation>
    </message>
    <message>
        <source>mDNS is not running</source>
        <translation>mDNS läuft nicht</translation>
    </message>
    <message>
        <source>the MIDI system has stopped</source>
        <translation>das MIDI-System steht</translation>
    </message>
    <message>
        <source>line {line}: {what}</source>
        <translation>Zeile {line}: {what}</translation>
    </message>
    <message>
        <source>{key}: {what}</source>
        <translation>{key}: {what}</translation>
    </message>
    <message>
        <source>expected {expected}</source>
        <translation>hier fehlt etwas oder stimmt nicht</translation>
    </message>
    <message>
        <source>a pause in it is longer than a MIDI file can say</source>
        <translation>eine Pause darin ist länger, als eine MIDI-Datei angeben kann</translation>
    </message>
    <message>
        <source>expected {expected}, but found {found}</source>
        <translation>{found} passt hier nicht</translation>
    </message>
    <message>
        <source>it is larger than {limit} MB</source>
        <translation>sie ist größer als {limit} MB</translation>
    </message>
    <message>
        <source>Is the ALSA sequencer there (sudo modprobe snd-seq), or JACK running? Longwire looks again when it is started anew.</source>
        <translation>Ist der ALSA-Sequenzer da (sudo modprobe snd-seq), oder läuft JACK? Longwire sieht beim nächsten Start wieder nach.</translation>
    </message>
    <message>
        <source>the {name} server does not run</source>
        <translation>der {name}-Server läuft nicht</translation>
    </message>
    <message>
        <source>it is no MIDI file</source>
        <translation>sie ist keine MIDI-Datei</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>sie ist abgeschnitten</translation>
    </message>
    <message>
        <source>it holds several songs side by side (type 2)</source>
        <translation>sie enthält mehrere Stücke nebeneinander (Typ 2)</translation>
    </message>
    <message>
        <source>it counts in film frames, not in beats</source>
        <translation>sie zählt in Filmbildern, nicht in Schlägen</translation>
    </message>
    <message>
        <source>there is nothing in it to play</source>
        <translation>es ist nichts zum Spielen darin</translation>
    </message>
    <message>
        <source>there is no SysEx in it</source>
        <translation>es ist kein SysEx darin</translation>
    </message>
    <message>
        <source>byte {place} belongs to no SysEx</source>
        <translation>Byte {place} gehört zu keinem SysEx</translation>
    </message>
    <message>
        <source>its last SysEx has no end</source>
        <translation>ihr letztes SysEx hat kein Ende</translation>
    </message>
    <message>
        <source>it holds a SysEx of more than {limit} bytes</source>
        <translation>sie enthält ein SysEx von mehr als {limit} Bytes</translation>
    </message>
    <message>
        <source>nobody is there any more</source>
        <translation>es ist niemand mehr da</translation>
    </message>
    <message>
        <source>a file of that name is there already</source>
        <translation>eine Datei dieses Namens ist schon da</translation>
    </message>
    <message>
        <source>a SysEx of {size} bytes was not taken there: it is too large, or too much is waiting</source>
        <translation>ein SysEx von {size} Bytes wurde dort nicht angenommen: Es ist zu groß, oder es wartet schon zu viel</translation>
    </message>
    <message>
        <source>there is nothing to write yet</source>
        <translation>es gibt noch nichts zu schreiben</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>its folder is not there</source>
        <translation>ihren Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>ihr Name ist zu lang</translation>
    </message>
    <message>
        <source>it is damaged from byte {place} on</source>
        <translation>sie ist ab Byte {place} beschädigt</translation>
    </message>
    <message>
        <source>it ends at {end}, so nothing can begin at {place}</source>
        <translation>sie endet bei {end}, also kann bei {place} nichts beginnen</translation>
    </message>
</context>
<context>
    <name>Piano</name>
    <message>
        <source>Piano keys</source>
        <translation>Klaviertasten</translation>
    </message>
    <message>
        <source>The keys A to P play, space is the pedal, left and right change the octave</source>
        <translation>Die Tasten A bis P spielen, die Leertaste ist das Pedal, links und rechts wechseln die Oktave</translation>
    </message>
</context>
<context>
    <name>PianoKeys</name>
    <message>
        <source>AWSEDFTGYHUJKOLP</source>
        <translation>AWSEDFTGZHUJKOLP</translation>
    </message>
</context>
<context>
    <name>PlaysAs</name>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Such as 1, 3-5; empty is all</source>
        <translation>Etwa 1, 3-5; leer sind alle</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>Such as C2-B4; empty is all</source>
        <translation>Etwa C2-B4; leer sind alle</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>Transponieren</translation>
    </message>
    <message>
        <source>as played</source>
        <translation>wie gespielt</translation>
    </message>
    <message>
        <source>To channel</source>
        <translation>Auf Kanal</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>PortPage</name>
    <message>
        <source>Windows sends a long SysEx in one piece, and nothing else plays until it is out: on a MIDI cable a third of a second for each kilobyte.</source>
        <translation>Windows sendet ein langes SysEx in einem Stück; bis es draußen ist, spielt sonst nichts: auf einem MIDI-Kabel eine Drittelsekunde je Kilobyte.</translation>
    </message>
    <message>
        <source>What other programs see; no device may have it</source>
        <translation>Was andere Programme sehen; kein Gerät darf so heißen</translation>
    </message>
    <message>
        <source>Send test note</source>
        <translation>Testnote senden</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unplugged: its cables wait for it</source>
        <translation>abgesteckt: Seine Kabel warten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Has sent</source>
        <translation>Hat gesendet</translation>
    </message>
    <message>
        <source>Has received</source>
        <translation>Hat empfangen</translation>
    </message>
    <message>
        <source>virtual port, seen by other programs</source>
        <translation>virtueller Port, für andere Programme sichtbar</translation>
    </message>
    <message>
        <source>controller: it plays</source>
        <translation>Controller: Es spielt</translation>
    </message>
    <message>
        <source>synth: it is played</source>
        <translation>Klangerzeuger: Es wird gespielt</translation>
    </message>
    <message>
        <source>plays and is played</source>
        <translation>spielt und wird gespielt</translation>
    </message>
    <message>
        <source>not plugged in</source>
        <translation>nicht angeschlossen</translation>
    </message>
    <message>
        <source>Called here</source>
        <translation>Heißt hier</translation>
    </message>
    <message>
        <source>Empty is the name it gives itself</source>
        <translation>Leer ist der Name, den sie sich selbst gibt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Remove port</source>
        <translation>Port entfernen</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>No MIDI system was found on this computer, so only the network side works. {hint}</source>
        <translation>Auf diesem Computer wurde kein MIDI-System gefunden, darum geht nur die Netzwerkseite. {hint}</translation>
    </message>
    <message>
        <source>{name} is not running, so there are no MIDI ports. Start it: Longwire looks for it every few seconds and then goes on by itself.</source>
        <translation>{name} läuft nicht, deshalb gibt es keine MIDI-Anschlüsse. Sobald es läuft, geht es von selbst weiter: Longwire sucht alle paar Sekunden danach.</translation>
    </message>
    <message>
        <source>The MIDI port “{port}” could not be opened: {reason}. Is another program using it?</source>
        <translation>Der MIDI-Port „{port}“ ließ sich nicht öffnen: {reason}. Benutzt ihn ein anderes Programm?</translation>
    </message>
    <message>
        <source>Sending to the MIDI port “{port}” failed: {reason}.</source>
        <translation>Das Senden an den MIDI-Port „{port}“ misslang: {reason}.</translation>
    </message>
    <message>
        <source>The virtual port “{port}” cannot be made here: this system does not offer virtual MIDI ports.</source>
        <translation>Der virtuelle Port „{port}“ ist hier nicht möglich: Dieses System bietet keine virtuellen MIDI-Ports.</translation>
    </message>
    <message>
        <source>A SysEx of {size} bytes was not sent to “{port}”: this MIDI system passes at most {limit} bytes.</source>
        <translation>Ein SysEx von {size} Bytes wurde nicht an „{port}“ gesendet: Dieses MIDI-System nimmt höchstens {limit} Bytes.</translation>
    </message>
    <message>
        <source>There is no network connection. Longwire keeps looking and starts by itself.</source>
        <translation>Es gibt keine Netzwerkverbindung. Longwire wartet darauf und macht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>Other computers cannot be found automatically: {reason}. Use “Add by address…” instead.</source>
        <translation>Andere Computer lassen sich nicht automatisch finden: {reason}. Stattdessen hilft „Mit Adresse hinzufügen…“.</translation>
    </message>
    <message>
        <source>Port {wanted} is used by another program, so “{session}” listens on {port} for now. Peers that find it by name need nothing; peers with a typed address need the new number.</source>
        <translation>Port {wanted} gehört gerade einem anderen Programm, darum lauscht „{session}“ vorerst auf {port}. Wer die Session über ihren Namen findet, braucht nichts zu tun; wer die Adresse getippt hat, braucht die neue Nummer.</translation>
    </message>
    <message>
        <source>No free pair of network ports for “{session}”: {reason}.</source>
        <translation>Kein freies Paar Netzwerkports für „{session}“: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” at {address} asked to join “{session}” and was refused, because that address is in another network. To let in whoever is there, choose “Also from other networks” for this session.</source>
        <translation>„{name}“ auf {address} wollte zu „{session}“ und wurde abgewiesen, weil die Adresse in einem anderen Netz liegt. Wer von dort hereinkommen soll, braucht bei dieser Session „Auch aus anderen Netzen“.</translation>
    </message>
    <message>
        <source>“{name}” at {address} asked to join “{session}” and was refused: it is not known, and without a window nobody can be asked.</source>
        <translation>„{name}“ auf {address} wollte zu „{session}“ und wurde abgewiesen: Es ist nicht bekannt, und ohne Fenster kann niemand gefragt werden.</translation>
    </message>
    <message>
        <source>The link “{link}” cannot use port {port}: {reason}. It opens as soon as the port is free.</source>
        <translation>Die Verbindung „{link}“ kann Port {port} nicht benutzen: {reason}. Sie öffnet sich, sobald der Port frei ist.</translation>
    </message>
    <message>
        <source>The link “{link}” has learned {limit} peers and takes no more, so {address} is not heard. Forget those that are not needed.</source>
        <translation>Die Verbindung „{link}“ hat {limit} Gegenstellen gelernt und nimmt keine weiteren, darum wird {address} nicht gehört. Nicht gebrauchte vergessen lassen.</translation>
    </message>
    <message>
        <source>A SysEx of {size} bytes to “{name}” was not sent: too much is waiting there already.</source>
        <translation>Ein SysEx von {size} Bytes an „{name}“ wurde nicht gesendet: Dort wartet schon zu viel.</translation>
    </message>
    <message>
        <source>This SysEx is not on its way any more.</source>
        <translation>Dieses SysEx ist nicht mehr unterwegs.</translation>
    </message>
    <message>
        <source>“{peer}” refused the invitation. Allow this computer there, then press Invite again.</source>
        <translation>„{peer}“ hat die Einladung abgelehnt. Diesen Computer dort zulassen, dann „Neu einladen“ drücken.</translation>
    </message>
    <message>
        <source>“{peer}” does not answer at {address}. Does somebody there still have to let you in? Is it switched on, in the same network, and not behind a firewall?</source>
        <translation>„{peer}“ antwortet nicht unter {address}. Muss dort noch jemand die Frage beantworten? Ist es eingeschaltet, im selben Netzwerk und nicht hinter einer Firewall?</translation>
    </message>
    <message>
        <source>“{peer}” answers on port {control} but not on port {data}: most likely its firewall lets only one of them in.</source>
        <translation>„{peer}“ antwortet auf Port {control}, aber nicht auf Port {data}: Wahrscheinlich lässt die Firewall dort nur einen der beiden durch.</translation>
    </message>
    <message>
        <source>There is no way to {address} from this computer: {reason}.</source>
        <translation>Von diesem Computer führt kein Weg zu {address}: {reason}.</translation>
    </message>
    <message>
        <source>“{peer}” sends packets that are not RTP-MIDI; they are counted and ignored.</source>
        <translation>„{peer}“ sendet Pakete, die kein RTP-MIDI sind; sie werden gezählt und übergangen.</translation>
    </message>
    <message>
        <source>The patch file {file} could not be used: {reason}. Longwire started with an empty patch; a copy of the file is kept as {copy}.</source>
        <translation>Die Patchdatei {file} ließ sich nicht benutzen: {reason}. Longwire hat mit einem leeren Patch begonnen; eine Kopie der Datei liegt unter {copy}.</translation>
    </message>
    <message>
        <source>The patch file {file} could not be used: {reason}. Longwire started with an empty patch, leaves the file alone and does not save.</source>
        <translation>Die Patchdatei {file} ließ sich nicht benutzen: {reason}. Longwire hat mit einem leeren Patch begonnen, lässt die Datei in Ruhe und speichert nicht.</translation>
    </message>
    <message>
        <source>The patch file {file} was changed by another program meanwhile; that version is kept as {copy}.</source>
        <translation>Die Patchdatei {file} wurde inzwischen von einem anderen Programm geändert; jene Fassung liegt unter {copy}.</translation>
    </message>
    <message>
        <source>The patch cannot be saved to {file}: {reason}. Your changes are kept while Longwire runs, and saved as soon as that file can be written.</source>
        <translation>Der Patch lässt sich nicht nach {file} speichern: {reason}. Die Änderungen bleiben, solange Longwire läuft, und werden gespeichert, sobald die Datei beschreibbar ist.</translation>
    </message>
    <message>
        <source>The patch file {file} was written by a newer Longwire and is opened read-only: changes are not saved.</source>
        <translation>Die Patchdatei {file} stammt von einem neueren Longwire und ist nur zum Lesen geöffnet: Änderungen werden nicht gespeichert.</translation>
    </message>
    <message>
        <source>The cable from “{source}” to “{destination}” is stopped: what it plays comes back to it again and again. Take away one cable of the circle, here or on the other computer, then switch this one on again.</source>
        <translation>Das Kabel von „{source}“ nach „{destination}“ ist angehalten: Was es spielt, kommt immer wieder zu ihm zurück. Ein Kabel des Kreises entfernen, hier oder auf dem anderen Computer, dann dieses wieder einschalten.</translation>
    </message>
    <message>
        <source>The mapping of “{source}” to “{destination}” cannot be used: each side must name a control such as “ch0.note9”, “ch15.cc7” or “ch1.pitch”. Channels count from 0 here.</source>
        <translation>Die Zuordnung von „{source}“ zu „{destination}“ geht so nicht: Jede Seite muss ein Element wie „ch0.note9“, „ch15.cc7“ oder „ch1.pitch“ nennen. Kanäle zählen hier ab 0.</translation>
    </message>
    <message>
        <source>There is a session called “{session}” already. Give it another name.</source>
        <translation>Eine Session namens „{session}“ gibt es schon. Ein anderer Name hilft.</translation>
    </message>
    <message>
        <source>There is a link called “{link}” already. Give it another name.</source>
        <translation>Eine Verbindung namens „{link}“ gibt es schon. Gib ihr einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no link called “{link}” any more.</source>
        <translation>Eine Verbindung namens „{link}“ gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is a virtual port called “{port}” already. Give it another name.</source>
        <translation>Einen virtuellen Port namens „{port}“ gibt es schon. Gib ihm einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no virtual port of ours called “{port}”.</source>
        <translation>Einen eigenen virtuellen Port namens „{port}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>This peer is not known any more.</source>
        <translation>Diese Gegenstelle ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>Scene “{scene}” cannot be called like this; expected {expected}.</source>
        <translation>Szene „{scene}“ lässt sich so nicht aufrufen; erwartet wird {expected}.</translation>
    </message>
    <message>
        <source>There is no scene called “{scene}” any more.</source>
        <translation>Eine Szene namens „{scene}“ gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Some settings in {file} were not understood ({keys}); the usual ones are used instead. A copy of the file is kept as {copy}.</source>
        <translation>Einige Einstellungen in {file} sind unverständlich ({keys}); dafür gelten die üblichen. Eine Kopie der Datei liegt unter {copy}.</translation>
    </message>
    <message>
        <source>The settings in {file} could not be read: {reason}. The usual ones are used.</source>
        <translation>Die Einstellungen in {file} ließen sich nicht lesen: {reason}. Es gelten die üblichen.</translation>
    </message>
    <message>
        <source>The settings cannot be saved to {file}: {reason}.</source>
        <translation>Die Einstellungen lassen sich nicht nach {file} speichern: {reason}.</translation>
    </message>
    <message>
        <source>The report is saved as {file}. Names and addresses in it are replaced; look at it before it is sent.</source>
        <translation>Der Bericht liegt unter {file}. Namen und Adressen darin sind ersetzt; ein Blick hinein vor dem Verschicken lohnt sich.</translation>
    </message>
    <message>
        <source>The report of the evening was saved as {file}.</source>
        <translation>Der Bericht des Abends wurde als {file} gesichert.</translation>
    </message>
    <message>
        <source>The report could not be written to {file}: {reason}.</source>
        <translation>Der Bericht ließ sich nicht nach {file} schreiben: {reason}.</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {reason}.</source>
        <translation>Der Start beim Anmelden lässt sich nicht ändern: {reason}.</translation>
    </message>
    <message>
        <source>There is a newer Longwire: version {version}. Nothing is downloaded until you do it yourself.</source>
        <translation>Es gibt ein neueres Longwire: Version {version}. Von selbst wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>There is no session to do this in. Add one to the patch first.</source>
        <translation>Dafür ist keine Session da. Erst eine zum Patch hinzufügen.</translation>
    </message>
    <message>
        <source>This peer is not announced any more. Use “Add by address…” if it is there.</source>
        <translation>Diese Gegenstelle meldet sich nicht mehr. Ist sie da, hilft „Mit Adresse hinzufügen…“.</translation>
    </message>
    <message>
        <source>This participant is not there any more.</source>
        <translation>Dieser Teilnehmer ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This cable is not there any more.</source>
        <translation>Dieses Kabel ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Nothing can be played there at the moment: it is not there, or nobody is in it.</source>
        <translation>Dort lässt sich gerade nichts spielen: Es ist nicht da, oder niemand ist darin.</translation>
    </message>
    <message>
        <source>There is no display here, so Longwire runs without a window. Press Ctrl+C to stop.</source>
        <translation>Hier ist kein Bildschirm, darum läuft Longwire ohne Fenster. Strg+C beendet es.</translation>
    </message>
    <message>
        <source>The MIDI engine stopped unexpectedly and was started again: {reason}.</source>
        <translation>Die MIDI-Maschine blieb unerwartet stehen und wurde neu gestartet: {reason}.</translation>
    </message>
    <message>
        <source>{count} network packets came faster than they could be looked at and were dropped.</source>
        <translation>{count} Netzwerkpakete kamen schneller, als sie anzusehen waren, und wurden verworfen.</translation>
    </message>
    <message>
        <source>{file} was not sent: {reason}.</source>
        <translation>{file} wurde nicht gesendet: {reason}.</translation>
    </message>
    <message>
        <source>No take can be recorded into {file}: {reason}. Choose another folder.</source>
        <translation>In {file} lässt sich nichts aufnehmen: {reason}. Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Recording into {file} has ended: {reason}. What was played until then is kept.</source>
        <translation>Die Aufnahme in {file} ist zu Ende: {reason}. Was bis dahin gespielt wurde, ist darin.</translation>
    </message>
    <message>
        <source>{file} cannot be played: {reason}.</source>
        <translation>{file} lässt sich nicht abspielen: {reason}.</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}.</source>
        <translation>{file} ließ sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>There is nothing to record there: it is not known.</source>
        <translation>Dort gibt es nichts aufzunehmen: Es ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>1 of {count}</source>
        <translation>1 von {count}</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Note on {0} velocity {1}</source>
        <translation>Note {0} an, Anschlag {1}</translation>
    </message>
    <message>
        <source>Note off {0}</source>
        <translation>Note {0} aus</translation>
    </message>
    <message>
        <source>Pressure on {0}: {1}</source>
        <translation>Druck auf {0}: {1}</translation>
    </message>
    <message>
        <source>{0} pedal down</source>
        <translation>{0}-Pedal gedrückt</translation>
    </message>
    <message>
        <source>{0} pedal up</source>
        <translation>{0}-Pedal losgelassen</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>Program {0}</source>
        <translation>Programm {0}</translation>
    </message>
    <message>
        <source>Pressure {0}</source>
        <translation>Druck {0}</translation>
    </message>
    <message>
        <source>Pitch bend {0} ({1} %)</source>
        <translation>Tonhöhe {0} ({1} %)</translation>
    </message>
    <message>
        <source>SysEx {0}, {1} bytes</source>
        <translation>SysEx {0}, {1} Bytes</translation>
    </message>
    <message>
        <source>Device reset</source>
        <translation>Gerät zurücksetzen</translation>
    </message>
    <message>
        <source>Time code piece {0}: {1}</source>
        <translation>Timecode, Teil {0}: {1}</translation>
    </message>
    <message>
        <source>Song position {0}</source>
        <translation>Songposition {0}</translation>
    </message>
    <message>
        <source>Song {0}</source>
        <translation>Song {0}</translation>
    </message>
    <message>
        <source>Tune request</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Active sensing</source>
        <translation>Active Sensing</translation>
    </message>
    <message>
        <source>Unknown, {0} bytes</source>
        <translation>Unbekannt, {0} Bytes</translation>
    </message>
    <message>
        <source>{text} · ch {channel}</source>
        <translation>{text} · Kan. {channel}</translation>
    </message>
    <message>
        <source>Controller {number}</source>
        <translation>Regler {number}</translation>
    </message>
</context>
<context>
    <name>ReceivingPart</name>
    <message>
        <source>Receive from</source>
        <translation>Empfangen von</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save what was received</source>
        <translation>Empfangenes speichern</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop receiving</source>
        <translation>Nicht mehr empfangen</translation>
    </message>
    <message>
        <source>Receive a dump</source>
        <translation>Einen Dump empfangen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>SysEx files</source>
        <translation>SysEx-Dateien</translation>
    </message>
    <message>
        <source>Press Receive, then start the dump on the device.</source>
        <translation>Auf Empfangen drücken, dann am Gerät den Dump starten.</translation>
    </message>
    <message>
        <source>{messages} SysEx, {octets} bytes. More cannot be held: save these first.</source>
        <translation>{messages} SysEx, {octets} Bytes. Mehr passt nicht: erst diese speichern.</translation>
    </message>
    <message>
        <source>Received: {messages} SysEx, {octets} bytes.</source>
        <translation>Empfangen: {messages} SysEx, {octets} Bytes.</translation>
    </message>
    <message>
        <source>Waiting: start the dump on the device now.</source>
        <translation>Wartet: jetzt am Gerät den Dump starten.</translation>
    </message>
    <message>
        <source>{messages} SysEx, {octets} bytes so far…</source>
        <translation>{messages} SysEx, {octets} Bytes bisher…</translation>
    </message>
</context>
<context>
    <name>RenameSceneDialog</name>
    <message>
        <source>New name of “{name}”</source>
        <translation>Neuer Name von „{name}“</translation>
    </message>
    <message>
        <source>Rename scene</source>
        <translation>Szene umbenennen</translation>
    </message>
    <message>
        <source>There is a scene of that name.</source>
        <translation>Eine Szene dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>Its cables, its key and what calls it stay.</source>
        <translation>Ihre Kabel, ihre Taste und was sie aufruft bleiben.</translation>
    </message>
</context>
<context>
    <name>Renaming</name>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>Neuer Name von {name}</translation>
    </message>
    <message>
        <source>Empty is the name it gives itself</source>
        <translation>Leer ist der eigene Name</translation>
    </message>
    <message>
        <source>A short name that nothing else here has</source>
        <translation>Ein kurzer Name, den hier nichts anderes hat</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A file for whoever helps</source>
        <translation>Eine Datei für alle, die helfen</translation>
    </message>
    <message>
        <source>It holds what a fault is found by: versions, the last lines of the log, the patch, and how everything stands now. Names and addresses in it are replaced.</source>
        <translation>Sie enthält, womit sich ein Fehler finden lässt: Versionen, die letzten Zeilen des Protokolls, den Patch und wie gerade alles steht. Namen und Adressen darin sind ersetzt.</translation>
    </message>
    <message>
        <source>Longwire sends it to nobody. Give it to whoever helps, and write beside it what was done and what went wrong.</source>
        <translation>Longwire schickt sie niemandem. Wer hilft, bekommt sie von Hand, mit ein paar Worten dazu, was getan wurde und was dabei schiefging.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Send test note</source>
        <translation>Testnote senden</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Remove cable</source>
        <translation>Kabel entfernen</translation>
    </message>
    <message>
        <source>Remove this direction</source>
        <translation>Diese Richtung entfernen</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo es ist</translation>
    </message>
    <message>
        <source>Plays as</source>
        <translation>Spielt als</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>no answer since {time}</source>
        <translation>keine Antwort seit {time}</translation>
    </message>
    <message>
        <source>connected for {time}</source>
        <translation>verbunden seit {time}</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>stopped: what it plays comes back to it</source>
        <translation>angehalten: Was es spielt, kommt zu ihm zurück</translation>
    </message>
    <message>
        <source>waiting since {time}</source>
        <translation>wartet seit {time}</translation>
    </message>
    <message>
        <source>This device does not report what it has received.</source>
        <translation>Dieses Gerät meldet nicht, was es empfangen hat.</translation>
    </message>
    <message>
        <source>Plays {note} into {name}, past this cable</source>
        <translation>Spielt {note} in {name}, an diesem Kabel vorbei</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Split…</translation>
    </message>
    <message>
        <source>Lead the notes on one side of a key elsewhere</source>
        <translation>Die Noten auf einer Seite einer Taste anderswohin führen</translation>
    </message>
    <message>
        <source>Layer…</source>
        <translation>Layer…</translation>
    </message>
    <message>
        <source>Play something else along with it</source>
        <translation>Etwas anderes mitspielen lassen</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change rule</source>
        <translation>Regel ändern</translation>
    </message>
</context>
<context>
    <name>RulesEditor</name>
    <message>
        <source>Learn a rule…</source>
        <translation>Regel lernen…</translation>
    </message>
    <message>
        <source>Listen for a control and map it</source>
        <translation>Auf einen Regler hören und ihn zuordnen</translation>
    </message>
    <message>
        <source>New rule…</source>
        <translation>Neue Regel…</translation>
    </message>
    <message>
        <source>Choose by hand what becomes of what</source>
        <translation>Von Hand wählen, was woraus wird</translation>
    </message>
    <message>
        <source>Let everything else through</source>
        <translation>Alles andere durchlassen</translation>
    </message>
    <message>
        <source>Move the control that the rule is for…</source>
        <translation>Den Regler bewegen, für den die Regel ist…</translation>
    </message>
    <message>
        <source>Change rule: {rule}</source>
        <translation>Regel ändern: {rule}</translation>
    </message>
</context>
<context>
    <name>SceneButton</name>
    <message>
        <source>Scenes</source>
        <translation>Szenen</translation>
    </message>
    <message>
        <source>Scene {number}</source>
        <translation>Szene {number}</translation>
    </message>
    <message>
        <source>No scene</source>
        <translation>Keine Szene</translation>
    </message>
    <message>
        <source>Scene: {name}</source>
        <translation>Szene: {name}</translation>
    </message>
    <message>
        <source>Save as scene…</source>
        <translation>Als Szene speichern…</translation>
    </message>
    <message>
        <source>Call scenes by playing…</source>
        <translation>Szenen durch Spielen aufrufen…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>SceneCuesDialog</name>
    <message>
        <source>Call scenes by playing</source>
        <translation>Szenen durch Spielen aufrufen</translation>
    </message>
    <message>
        <source>Played at</source>
        <translation>Gespielt an</translation>
    </message>
    <message>
        <source>Programs 1, 2, 3 …</source>
        <translation>Programme 1, 2, 3 …</translation>
    </message>
    <message>
        <source>Program 1 on channel 1 calls the first scene, program 2 the second, and so on</source>
        <translation>Programm 1 auf Kanal 1 ruft die erste Szene auf, Programm 2 die zweite und so weiter</translation>
    </message>
    <message>
        <source>Scenes can be called by what you play</source>
        <translation>Szenen lassen sich durch Spielen aufrufen</translation>
    </message>
    <message>
        <source>A foot switch, a pad or a program change: press Learn, then play it.</source>
        <translation>Ein Fußschalter, ein Pad oder ein Programmwechsel: „Lernen“ drücken, dann spielen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learn what calls “{name}”</source>
        <translation>Lernen, was „{name}“ aufruft</translation>
    </message>
    <message>
        <source>{cue} · {source}</source>
        <translation>{cue} · {source}</translation>
    </message>
    <message>
        <source>Play what calls “{name}” now…</source>
        <translation>Jetzt spielen, was „{name}“ aufrufen soll…</translation>
    </message>
    <message>
        <source>There is no scene yet: save one first.</source>
        <translation>Es gibt noch keine Szene: Sichere zuerst eine.</translation>
    </message>
    <message>
        <source>Program {number}, ch {channel}</source>
        <translation>Programm {number}, Kan. {channel}</translation>
    </message>
    <message>
        <source>Forget what calls “{name}”</source>
        <translation>Vergessen, was „{name}“ ruft</translation>
    </message>
    <message>
        <source>not by playing yet</source>
        <translation>noch nicht durch Spielen</translation>
    </message>
</context>
<context>
    <name>SceneDialog</name>
    <message>
        <source>Save as scene</source>
        <translation>Als Szene speichern</translation>
    </message>
    <message>
        <source>Ballad</source>
        <translation>Ballade</translation>
    </message>
    <message>
        <source>Save the cables that are on as a scene</source>
        <translation>Die Kabel, die jetzt an sind, als Szene speichern</translation>
    </message>
    <message>
        <source>There is a scene of that name; it is replaced.</source>
        <translation>Eine Szene dieses Namens gibt es; sie wird ersetzt.</translation>
    </message>
    <message>
        <source>Switch to it later with the menu or Ctrl and its number.</source>
        <translation>Später mit dem Menü oder Strg und ihrer Nummer dorthin wechseln.</translation>
    </message>
</context>
<context>
    <name>SendingPart</name>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a SysEx file</source>
        <translation>Eine SysEx-Datei wählen</translation>
    </message>
    <message>
        <source>Pause after each message</source>
        <translation>Pause nach jeder Nachricht</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel sending</source>
        <translation>Senden abbrechen</translation>
    </message>
    <message>
        <source>no file chosen</source>
        <translation>keine Datei gewählt</translation>
    </message>
    <message>
        <source>How much of the file has been sent</source>
        <translation>Wie viel der Datei gesendet ist</translation>
    </message>
    <message>
        <source>Windows lets nothing else play while a device of this computer takes a long SysEx, and the window stands still meanwhile: 4 kB take more than a second.</source>
        <translation>Windows lässt nichts anderes spielen, solange ein Gerät dieses Computers ein langes SysEx annimmt, und das Fenster steht so lange still: 4 kB dauern mehr als eine Sekunde.</translation>
    </message>
    <message>
        <source>Send a SysEx file</source>
        <translation>Eine SysEx-Datei senden</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>SysEx files</source>
        <translation>SysEx-Dateien</translation>
    </message>
    <message>
        <source>{nth} of {messages} SysEx · {sent} of {size} bytes</source>
        <translation>{nth} von {messages} SysEx · {sent} von {size} Bytes</translation>
    </message>
    <message>
        <source>Sent: {messages} SysEx, {size} bytes.</source>
        <translation>Gesendet: {messages} SysEx, {size} Bytes.</translation>
    </message>
    <message>
        <source>Cancelled after {nth} of {messages} SysEx.</source>
        <translation>Abgebrochen nach {nth} von {messages} SysEx.</translation>
    </message>
    <message>
        <source>Stopped after {nth} of {messages} SysEx: {reason}.</source>
        <translation>Beendet nach {nth} von {messages} SysEx: {reason}.</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>Cannot be sent: {reason}.</source>
        <translation>Lässt sich nicht senden: {reason}.</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>An even number; the next one is used too</source>
        <translation>Eine gerade Zahl; die nächste wird mitbenutzt</translation>
    </message>
    <message>
        <source>May join</source>
        <translation>Mitspielen</translation>
    </message>
    <message>
        <source>Also from other networks</source>
        <translation>Auch aus anderen Netzen</translation>
    </message>
    <message>
        <source>Show it to other computers</source>
        <translation>Anderen Computern zeigen</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>That port is taken, so it listens on {port}</source>
        <translation>Der Port ist belegt, darum lauscht sie auf {port}</translation>
    </message>
    <message>
        <source>nobody is in it</source>
        <translation>niemand ist darin</translation>
    </message>
    <message>
        <source>1 is in it</source>
        <translation>1 ist darin</translation>
    </message>
    <message>
        <source>{count} are in it</source>
        <translation>{count} sind darin</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>What other computers see; each session has its own</source>
        <translation>Was andere Computer sehen; jede Session hat einen eigenen</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Remove session</source>
        <translation>Session entfernen</translation>
    </message>
    <message>
        <source>Whoever comes in is held back so long, unless something else is set for them.</source>
        <translation>Wer hereinkommt, wird so lange zurückgehalten, wenn für ihn nichts anderes eingestellt ist.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Start Longwire again and the change takes effect.</source>
        <translation>Nach einem Neustart von Longwire wirkt die Änderung.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>MIDI and network</source>
        <translation>MIDI und Netzwerk</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window and its help. Takes effect at the next start.</source>
        <translation>Des Fensters und seiner Hilfe. Wirkt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark, or whatever the system shows.</source>
        <translation>Hell oder dunkel, oder was das System zeigt.</translation>
    </message>
    <message>
        <source>Middle C</source>
        <translation>Mittleres C</translation>
    </message>
    <message>
        <source>How note 60 is called: makers disagree, and nothing sounds different.</source>
        <translation>Wie Note 60 heißt: Hersteller sind uneins, und es klingt gleich.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Longwire is there when the computer is, and connects everything again.</source>
        <translation>Longwire ist mit dem Computer da und verbindet alles wieder.</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>In der Taskleiste weiterlaufen</translation>
    </message>
    <message>
        <source>Closing the window disconnects nobody; the icon in the tray brings it back.</source>
        <translation>Fenster schließen trennt niemanden; das Symbol in der Taskleiste holt es zurück.</translation>
    </message>
    <message>
        <source>Tell me of newer versions</source>
        <translation>Neue Versionen melden</translation>
    </message>
    <message>
        <source>Asks Longwire&apos;s page once a day; sends nothing about you, and downloads nothing.</source>
        <translation>Fragt einmal am Tag die Seite von Longwire; sonst wird nichts gesendet und nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>Stay awake while playing</source>
        <translation>Beim Spielen wach bleiben</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>MIDI system</source>
        <translation>MIDI-System</translation>
    </message>
    <message>
        <source>Where the ports of this computer come from. Takes effect at the next start.</source>
        <translation>Woher die Ports dieses Computers kommen. Wirkt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Where peers are looked for, whatever the patch says. Takes effect at the next start.</source>
        <translation>Wo nach anderen gesucht wird, gleich was im Patch steht. Wirkt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic ({name})</source>
        <translation>Automatisch ({name})</translation>
    </message>
    <message>
        <source>None, network only</source>
        <translation>Keines, nur Netzwerk</translation>
    </message>
    <message>
        <source>As in the patch</source>
        <translation>Wie im Patch</translation>
    </message>
    <message>
        <source>New sessions</source>
        <translation>Neue Sessions</translation>
    </message>
    <message>
        <source>Start in the tray</source>
        <translation>In der Taskleiste starten</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>Wer mitspielen darf</translation>
    </message>
    <message>
        <source>What a new session begins with; each session&apos;s details change it for that one.</source>
        <translation>Womit eine neue Session beginnt; in ihren Einzelheiten lässt es sich für jede ändern.</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Evens out a restless Wi-Fi in new sessions: what arrives is played so much later.</source>
        <translation>Gleicht unruhiges WLAN aus: Was ankommt, klingt so viel später.</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>The window stays away at first; the icon in the tray or a second start shows it.</source>
        <translation>Das Fenster bleibt zunächst weg; das Symbol oder ein zweiter Start zeigt es.</translation>
    </message>
    <message>
        <source>The computer does not go to sleep while something plays, and for a minute longer.</source>
        <translation>Solange etwas spielt und eine Minute länger geht der Computer nicht schlafen.</translation>
    </message>
    <message>
        <source>What is written to the terminal. “Everything” also goes into a report of a problem.</source>
        <translation>Was im Terminal steht. „Alles“ kommt auch in den Bericht von „Problem melden“.</translation>
    </message>
</context>
<context>
    <name>SeveralPage</name>
    <message>
        <source>{count} cables</source>
        <translation>{count} Kabel</translation>
    </message>
    <message>
        <source>Select one of them to see more about it.</source>
        <translation>Eines davon wählen, um mehr zu sehen.</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>Shapes</name>
    <message>
        <source>Layer onto…</source>
        <translation>Layer auf…</translation>
    </message>
    <message>
        <source>Split at {note}</source>
        <translation>Split bei {note}</translation>
    </message>
    <message>
        <source>There is nothing else it could play</source>
        <translation>Es gibt sonst nichts, was es spielen könnte</translation>
    </message>
</context>
<context>
    <name>SongLine</name>
    <message>
        <source>Place in the file, in seconds</source>
        <translation>Stelle in der Datei, in Sekunden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>Send SysEx before jumping</source>
        <translation>Vor dem Springen SysEx senden</translation>
    </message>
    <message>
        <source>All that the file sends of SysEx up to there, such as a GS or XG reset. Devices need a moment for each, so the music goes on a little later.</source>
        <translation>Alles, was die Datei bis dorthin an SysEx sendet, etwa ein GS- oder XG-Reset. Geräte brauchen für jedes einen Moment, daher geht die Musik etwas später weiter.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>cannot be played: {reason}</source>
        <translation>lässt sich nicht abspielen: {reason}</translation>
    </message>
    <message>
        <source>{time} of {whole}</source>
        <translation>{time} von {whole}</translation>
    </message>
    <message>
        <source>go on at {where}</source>
        <translation>weiter bei {where}</translation>
    </message>
    <message>
        <source>held at {where}</source>
        <translation>angehalten bei {where}</translation>
    </message>
    <message>
        <source>stopped at {where}</source>
        <translation>gestoppt bei {where}</translation>
    </message>
    <message>
        <source>played to its end · {whole}</source>
        <translation>zu Ende gespielt · {whole}</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Split at a note</source>
        <translation>Split an einer Note</translation>
    </message>
    <message>
        <source>below that note</source>
        <translation>unter dieser Note</translation>
    </message>
    <message>
        <source>from that note up</source>
        <translation>ab dieser Note aufwärts</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Splitten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>The other half</source>
        <translation>Die andere Hälfte</translation>
    </message>
    <message>
        <source>{name} plays</source>
        <translation>{name} spielt</translation>
    </message>
    <message>
        <source>The other half goes to</source>
        <translation>Die andere Hälfte geht an</translation>
    </message>
    <message>
        <source>Split {source} at a note</source>
        <translation>{source} an einer Note splitten</translation>
    </message>
    <message>
        <source>Choose who plays the other half.</source>
        <translation>Auswählen, wer die andere Hälfte spielt.</translation>
    </message>
    <message>
        <source>Up to {below} it plays {first}, from {above} on {second}. Pedals and wheels reach both.</source>
        <translation>Bis {below} spielt es {first}, ab {above} {second}. Pedale und Räder erreichen beide.</translation>
    </message>
    <message>
        <source>This cable lets a single note through, which cannot be split.</source>
        <translation>Dieses Kabel lässt nur eine einzige Note durch, die sich nicht teilen lässt.</translation>
    </message>
</context>
<context>
    <name>StreamParts</name>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Lost and repaired</source>
        <translation>Verloren und repariert</translation>
    </message>
</context>
<context>
    <name>SysexDialog</name>
    <message>
        <source>SysEx</source>
        <translation>SysEx</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>TakeDialog</name>
    <message>
        <source>Record and play</source>
        <translation>Aufnehmen und abspielen</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change the folder for takes</source>
        <translation>Den Ordner für Aufnahmen ändern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A take holds what a device or a peer plays, with its times, as a MIDI file. What only receives is recorded by what it is played.</source>
        <translation>Eine Aufnahme hält als MIDI-Datei fest, was ein Gerät oder eine Gegenstelle wann spielt. Was nur empfängt, wird danach aufgenommen, was es gespielt bekommt.</translation>
    </message>
    <message>
        <source>Takes go to</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder for takes</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
</context>
<context>
    <name>TakePart</name>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Play a file…</source>
        <translation>Datei abspielen…</translation>
    </message>
    <message>
        <source>End the take</source>
        <translation>Aufnahme beenden</translation>
    </message>
    <message>
        <source>MIDI files</source>
        <translation>MIDI-Dateien</translation>
    </message>
    <message>
        <source>Play a file</source>
        <translation>Eine Datei abspielen</translation>
    </message>
    <message>
        <source>End take</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Play a file…</source>
        <translation>Datei abspielen…</translation>
    </message>
    <message>
        <source>SysEx…</source>
        <translation>SysEx…</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Longwire keeps running</source>
        <translation>Longwire läuft weiter</translation>
    </message>
    <message>
        <source>Everything stays connected. This icon brings the window back, or quits.</source>
        <translation>Alles bleibt verbunden. Dieses Symbol holt das Fenster zurück oder beendet das Programm.</translation>
    </message>
    <message>
        <source>Longwire · {count} connected</source>
        <translation>Longwire · {count} verbunden</translation>
    </message>
    <message>
        <source>Click to answer.</source>
        <translation>Zum Antworten klicken.</translation>
    </message>
    <message>
        <source>{name} wants to join</source>
        <translation>{name} möchte mitspielen</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>Fenster verstecken</translation>
    </message>
</context>
<context>
    <name>TypedHeading</name>
    <message>
        <source>On the other side</source>
        <translation>Auf der anderen Seite</translation>
    </message>
    <message>
        <source>It is found by name. Where it is not, type this there:</source>
        <translation>Sie wird am Namen gefunden. Wo nicht, dort dies eingeben:</translation>
    </message>
    <message>
        <source>It is not shown to other computers. Type this there:</source>
        <translation>Sie wird anderen Computern nicht gezeigt. Dort dies eingeben:</translation>
    </message>
</context>
<context>
    <name>TypedLines</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy {text}</source>
        <translation>{text} kopieren</translation>
    </message>
</context>
<context>
    <name>TypesButton</name>
    <message>
        <source>Messages that pass</source>
        <translation>Nachrichten, die durchkommen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>UndoVerbs</name>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Remove cable</source>
        <translation>Kabel entfernen</translation>
    </message>
    <message>
        <source>Remove {count} cables</source>
        <translation>{count} Kabel entfernen</translation>
    </message>
    <message>
        <source>Change cable</source>
        <translation>Kabel ändern</translation>
    </message>
    <message>
        <source>Invite {name}</source>
        <translation>{name} einladen</translation>
    </message>
    <message>
        <source>Disconnect {name}</source>
        <translation>{name} trennen</translation>
    </message>
    <message>
        <source>Call scenes by programs</source>
        <translation>Szenen mit Programmen aufrufen</translation>
    </message>
    <message>
        <source>Change session</source>
        <translation>Session ändern</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>{name} ändern</translation>
    </message>
    <message>
        <source>Always let {name} join</source>
        <translation>{name} immer hereinlassen</translation>
    </message>
    <message>
        <source>Never let {name} join</source>
        <translation>{name} nie hereinlassen</translation>
    </message>
    <message>
        <source>Scene “{name}”</source>
        <translation>Szene „{name}“</translation>
    </message>
    <message>
        <source>Save scene “{name}”</source>
        <translation>Szene „{name}“ speichern</translation>
    </message>
    <message>
        <source>Remove scene “{name}”</source>
        <translation>Szene „{name}“ entfernen</translation>
    </message>
    <message>
        <source>Rename scene “{name}”</source>
        <translation>Szene „{name}“ umbenennen</translation>
    </message>
    <message>
        <source>Mute cable</source>
        <translation>Kabel stummschalten</translation>
    </message>
    <message>
        <source>Unmute cable</source>
        <translation>Kabel wieder hörbar</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>{name} verstecken</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name} zeigen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Life-size (Ctrl+0)</source>
        <translation>Lebensgröße (Strg+0)</translation>
    </message>
    <message>
        <source>Show everything (Ctrl+9)</source>
        <translation>Alles zeigen (Strg+9)</translation>
    </message>
    <message>
        <source>Put everything in order again</source>
        <translation>Alles wieder ordnen</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>Life-size; now {share} %</source>
        <translation>Lebensgröße; jetzt {share} %</translation>
    </message>
</context>
<context>
    <name>_TakeLine</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the folder of the take</source>
        <translation>Den Ordner der Aufnahme zeigen</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>{count} messages</source>
        <translation>{count} Nachrichten</translation>
    </message>
    <message>
        <source>Recording begins with the first message.</source>
        <translation>Die Aufnahme beginnt mit der ersten Nachricht.</translation>
    </message>
    <message>
        <source>Recording · {time} · {count}</source>
        <translation>Nimmt auf · {time} · {count}</translation>
    </message>
    <message>
        <source>The take has ended: {reason}. What was played until then is kept.</source>
        <translation>Die Aufnahme ist zu Ende: {reason}. Was bis dahin gespielt wurde, ist darin.</translation>
    </message>
    <message>
        <source>Nothing was played, so there is no file.</source>
        <translation>Es wurde nichts gespielt, darum gibt es keine Datei.</translation>
    </message>
    <message>
        <source>Saved · {time} · {count}</source>
        <translation>Gespeichert · {time} · {count}</translation>
    </message>
</context>
</TS>
