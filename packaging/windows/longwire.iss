; The installer for Windows (Inno Setup 6.3 or newer). packaging/windows_packages.py calls it:
;   iscc /DVersionText=0.1.0 /DProgramFolder=FOLDER /DIconFile=FILE.ico /DOutputFolder=FOLDER /DOutputName=NAME
;        [/DSign /Slongwire=COMMAND] longwire.iss
;
; Anybody can install it for themselves; whoever is asked for an administrator's password can install it for all
; users. Only then can it open the firewall: Windows lets nobody else do that, and asks at the first start instead.

#if !Defined(VersionText) || !Defined(ProgramFolder) || !Defined(IconFile) || !Defined(OutputFolder) || !Defined(OutputName)
  #error Start me by packaging/windows_packages.py: it says what to pack.
#endif

#define AppName "Longwire"
#define WindowExe "longwire.exe"
#define ConsoleExe "longwire-cli.exe"
; The same value as app/platform/autostart.py writes.
#define RunKey "Software\Microsoft\Windows\CurrentVersion\Run"

[Setup]
; Never change it: by this Windows knows that a newer version replaces an older one.
AppId={{7B0E9C52-3B5F-4E0B-9A53-5D1B6C2F4A7E}
AppName={#AppName}
AppVersion={#VersionText}
AppPublisher={#AppName}
VersionInfoVersion={#VersionText}
DefaultDirName={autopf}\{#AppName}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
; Starting at login is a matter of the user, and is offered only to who installs for themselves.
UsedUserAreasWarning=no
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Windows 10, version 1809: what our Qt needs.
MinVersion=10.0.17763
SetupIconFile={#IconFile}
UninstallDisplayIcon={app}\{#WindowExe}
OutputDir={#OutputFolder}
OutputBaseFilename={#OutputName}
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
; What [Code] could not end by a request, such as the copy of another user.
CloseApplications=yes
RestartApplications=no
#ifdef Sign
SignTool=longwire
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Network=Network:
de.Network=Netzwerk:
en.Firewall=Let other devices reach Longwire through the firewall, in private networks
de.Firewall=Andere Geräte durch die Firewall zu Longwire lassen, in privaten Netzwerken
en.OpeningFirewall=Opening the firewall for Longwire...
de.OpeningFirewall=Die Firewall wird für Longwire geöffnet ...
en.Autostart=Start Longwire when I log in
de.Autostart=Longwire beim Anmelden starten
en.RemoveSettings=Remove your settings and patches as well?%n%nNo keeps them, for the next time you install Longwire.
de.RemoveSettings=Auch Einstellungen und Patches entfernen?%n%nBei „Nein“ bleiben sie, falls Longwire wieder installiert wird.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked; Check: not IsAdminInstallMode
Name: "firewall"; Description: "{cm:Firewall}"; GroupDescription: "{cm:Network}"; Check: IsAdminInstallMode

[InstallDelete]
; Libraries of the version before, which this one may not have any more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#ProgramFolder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#AppName}"; Filename: "{app}\{#WindowExe}"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\{#WindowExe}"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "{#RunKey}"; ValueType: string; ValueName: "{#AppName}"; ValueData: """{app}\{#WindowExe}"" --tray"; Tasks: autostart

[Run]
; First without the rules of the version before, which would pile up.
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#AppName}"""; Flags: runhidden; StatusMsg: "{cm:OpeningFirewall}"; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#AppName}"" dir=in action=allow protocol=udp profile=private,domain program=""{app}\{#WindowExe}"""; Flags: runhidden; StatusMsg: "{cm:OpeningFirewall}"; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#AppName}"" dir=in action=allow protocol=udp profile=private,domain program=""{app}\{#ConsoleExe}"""; Flags: runhidden; StatusMsg: "{cm:OpeningFirewall}"; Tasks: firewall
Filename: "{app}\{#WindowExe}"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#AppName}"""; Flags: runhidden; RunOnceId: "Firewall"; Tasks: firewall

[Code]
const
  EndCommand = 'ctl quit';

{ Before files in use are looked for: a Longwire that is asked to end releases every note first. }
function PrepareToInstall(var NeedsRestart: Boolean): String;
var
  Code: Integer;
  Console: String;
begin
  Console := ExpandConstant('{app}\{#ConsoleExe}');
  if FileExists(Console) then
    ExecAsOriginalUser(Console, EndCommand, '', SW_HIDE, ewWaitUntilTerminated, Code);
  Result := '';
end;

function InitializeUninstall(): Boolean;
var
  Code: Integer;
begin
  Exec(ExpandConstant('{app}\{#ConsoleExe}'), EndCommand, '', SW_HIDE, ewWaitUntilTerminated, Code);
  Result := True;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step <> usPostUninstall then
    Exit;
  { Also when it was switched on in Longwire's own settings. }
  RegDeleteValue(HKEY_CURRENT_USER, '{#RunKey}', '{#AppName}');
  if SuppressibleMsgBox(CustomMessage('RemoveSettings'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES then
  begin
    DelTree(ExpandConstant('{userappdata}\{#AppName}'), True, True, True);
    DelTree(ExpandConstant('{localappdata}\{#AppName}'), True, True, True);
  end;
end;
