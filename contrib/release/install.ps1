# Installs sayso from a release on Windows: .\install.ps1 [FOLDER], by default %LOCALAPPDATA%\Programs\sayso. The checksum has to agree.
# SAYSO_RELEASE is the address of the folder of a release; the release workflow writes its own here.
param([string]$Folder = "$env:LOCALAPPDATA\Programs\sayso")
$ErrorActionPreference = "Stop"
# Windows PowerShell 5.1: no bar, which makes a download many times as slow, and a protocol that servers still speak.
$ProgressPreference = "SilentlyContinue"
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$release = if ($env:SAYSO_RELEASE) { $env:SAYSO_RELEASE } else { "@RELEASE@" }
if ($release.StartsWith("@")) { throw "say where the release is: `$env:SAYSO_RELEASE = 'https://...'" }
$name = "sayso-x86_64-pc-windows-msvc"
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory $work | Out-Null
$Folder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Folder)
try {
  foreach ($file in "$name.zip", "$name.zip.sha256") {
    try { Invoke-WebRequest -UseBasicParsing "$release/$file" -OutFile (Join-Path $work $file) }
    catch { throw "$release/$file cannot be had; nothing was installed ($_)" }
  }
  $told = ((Get-Content (Join-Path $work "$name.zip.sha256")) -split "\s+")[0]
  $is = (Get-FileHash -Algorithm SHA256 (Join-Path $work "$name.zip")).Hash
  if ($told -ne $is) { throw "$name.zip is not what its checksum says; nothing was installed" }
  Expand-Archive (Join-Path $work "$name.zip") $work
  New-Item -ItemType Directory -Force $Folder | Out-Null
  Copy-Item (Join-Path $work "$name\sayso.exe") $Folder -Force
} finally { Remove-Item -Recurse -Force $work }
& (Join-Path $Folder "sayso.exe") --version
$path = [Environment]::GetEnvironmentVariable("Path", "User")
if (($path -split ";") -notcontains $Folder) {
  [Environment]::SetEnvironmentVariable("Path", (@($path, $Folder) | Where-Object { $_ }) -join ";", "User")
  "$Folder was added to your path: open a new window."
}
