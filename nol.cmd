@echo off
rem Runs the command nol from a checkout and builds it when it is missing or older than its sources.
rem JAVA_HOME chooses the JDK, NOL_OPTS adds JVM options. The same as the script nol, for Windows.
setlocal EnableExtensions DisableDelayedExpansion
set "NOL_ROOT=%~dp0"
if "%NOL_ROOT:~-1%"=="\" set "NOL_ROOT=%NOL_ROOT:~0,-1%"
set "NOL_BUILT=%NOL_ROOT%\nolmq-cli\target"
set "NOL_LOG=%NOL_ROOT%\target\nol-build.log"
set "NOL_LOCK=%NOL_ROOT%\target\nol-build.lock"

rem ---- The JDK ----
set "NOL_JAVA=java"
if defined JAVA_HOME set "NOL_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%NOL_JAVA%" (
    echo nol: no Java at JAVA_HOME: JAVA_HOME=%JAVA_HOME%; set it to a JDK 17 or newer, or unset it>&2
    exit /b 1
)
set "NOL_VERSION="
for /f "tokens=3" %%v in ('call "%NOL_JAVA%" -version 2^>^&1 ^| findstr /i /c:" version "') do if not defined NOL_VERSION set "NOL_VERSION=%%~v"
if not defined NOL_VERSION (
    echo nol: no Java found: install a JDK 17 or newer, or set JAVA_HOME>&2
    exit /b 1
)
for /f "tokens=1 delims=.-+_" %%m in ("%NOL_VERSION%") do set "NOL_FEATURE=%%m"
if %NOL_FEATURE% LSS 17 (
    echo nol: needs Java 17 or newer, found Java %NOL_VERSION%: %NOL_JAVA%; set JAVA_HOME to a newer JDK>&2
    exit /b 1
)

rem ---- The build ----
call :up_to_date && goto run
if not exist "%NOL_ROOT%\target" mkdir "%NOL_ROOT%\target" 2>nul
set NOL_WAITED=0
:lock
mkdir "%NOL_LOCK%" 2>nul && goto locked
set /a NOL_WAITED+=1 >nul
rem No build takes ten minutes: that lock was left behind.
if %NOL_WAITED% GEQ 600 rmdir /s /q "%NOL_LOCK%" 2>nul
ping -n 2 127.0.0.1 >nul
goto lock
:locked
call :up_to_date && goto unlock
where mvn >nul 2>nul || (
    rmdir /s /q "%NOL_LOCK%"
    echo nol: cannot build: no mvn found; install Maven 3.8.7 or newer>&2
    exit /b 1
)
echo nol: building (once; log: %NOL_LOG%)>&2
pushd "%NOL_ROOT%"
call mvn -B -q -Dquick -Dmaven.test.skip=true package -pl nolmq-cli -am >"%NOL_LOG%" 2>&1 <nul
set NOL_BUILD_RESULT=%ERRORLEVEL%
popd
if not "%NOL_BUILD_RESULT%"=="0" (
    rmdir /s /q "%NOL_LOCK%"
    type "%NOL_LOG%" >&2
    echo nol: the build failed: log=%NOL_LOG%>&2
    exit /b 1
)
del /q "%NOL_BUILT%\nol-*.jsa" 2>nul
:unlock
rmdir /s /q "%NOL_LOCK%" 2>nul

rem ---- The run ----
:run
set "NOL_JAR="
for %%j in ("%NOL_BUILT%\nolmq-cli-*.jar") do set "NOL_JAR=%%~fj"
set "NOL_ARCHIVE=%NOL_BUILT%\nol-%NOL_VERSION%.jsa"
set "NOL_CLASS_PATH=%NOL_JAR%;%NOL_BUILT%\lib\*"
if not exist "%NOL_ARCHIVE%" "%NOL_JAVA%" -Xshare:auto -Xlog:disable -XX:+UseSerialGC "-XX:ArchiveClassesAtExit=%NOL_ARCHIVE%" -cp "%NOL_CLASS_PATH%" io.nolmq.cli.NolCommand bench lat --count 100 --csv >nul 2>nul <nul
set "NOL_COLLECTOR=-XX:+UseSerialGC"
if defined NOL_OPTS echo "%NOL_OPTS%" | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "NOL_COLLECTOR="
"%NOL_JAVA%" -Xshare:auto "-XX:SharedArchiveFile=%NOL_ARCHIVE%" -Xlog:disable %NOL_COLLECTOR% -Dsun.net.inetaddr.ttl=3 -Dsun.net.inetaddr.negative.ttl=1 %NOL_OPTS% -cp "%NOL_CLASS_PATH%" io.nolmq.cli.NolCommand %*
exit /b %ERRORLEVEL%

rem Whether the jar is there and no source is newer.
:up_to_date
if not exist "%NOL_BUILT%\lib\" exit /b 1
if not exist "%NOL_BUILT%\nolmq-cli-*.jar" exit /b 1
powershell -NoProfile -NonInteractive -Command "$r = $env:NOL_ROOT; $jar = (Get-ChildItem (Join-Path $r 'nolmq-cli\target\nolmq-cli-*.jar') | Sort-Object LastWriteTime | Select-Object -Last 1).LastWriteTime; $s = @(Join-Path $r 'pom.xml'); foreach ($m in 'core','curve','websocket','lab','cli') { $s += Join-Path $r ('nolmq-' + $m + '\pom.xml'); $s += Join-Path $r ('nolmq-' + $m + '\src\main') }; $new = $s | Where-Object { Test-Path $_ } | ForEach-Object { Get-Item $_; Get-ChildItem $_ -Recurse } | Where-Object { $_.LastWriteTime -gt $jar } | Select-Object -First 1; if ($new) { exit 1 }"
exit /b %ERRORLEVEL%
