@echo off
rem Runs the command nol from a checkout and builds it when it is missing or older than its sources.
rem JAVA_HOME chooses the JDK, NOL_OPTS adds JVM options. The same as the script nol, for Windows.
rem Arguments go on as they were typed: one with a space or any of & | < > ^ has to stand in double quotes.
setlocal EnableExtensions DisableDelayedExpansion
set "NOL_ROOT=%~dp0"
if "%NOL_ROOT:~-1%"=="\" set "NOL_ROOT=%NOL_ROOT:~0,-1%"
set "NOL_BUILT=%NOL_ROOT%\nolmq-cli\target"
set "NOL_LOG=%NOL_ROOT%\target\nol-build.log"
set "NOL_LOCK=%NOL_ROOT%\target\nol-build.lock"

rem ---- The JDK ----
set "NOL_JAVA="
if defined JAVA_HOME set "NOL_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%NOL_JAVA%" goto no_java_at_home
if not defined NOL_JAVA for %%j in (java.exe) do set "NOL_JAVA=%%~$PATH:j"
if not defined NOL_JAVA goto no_java
set "NOL_VERSION="
for /f "tokens=3" %%v in ('call "%NOL_JAVA%" -version 2^>^&1 ^| findstr /i /c:" version "') do if not defined NOL_VERSION set "NOL_VERSION=%%~v"
if not defined NOL_VERSION goto no_java
set "NOL_FEATURE=0"
for /f "tokens=1 delims=.-+_" %%m in ("%NOL_VERSION%") do set "NOL_FEATURE=%%m"
if %NOL_FEATURE% LSS 17 goto old_java

rem ---- The build ----
call :up_to_date
if not errorlevel 1 goto run
if not exist "%NOL_ROOT%\target\" mkdir "%NOL_ROOT%\target" 2>nul
set NOL_WAITED=0
set NOL_REFUSED=0
:lock
mkdir "%NOL_LOCK%" 2>nul && goto locked
rem Whoever had the lock may have given it up just now; a folder that cannot be made three times never can.
if exist "%NOL_LOCK%\" set NOL_REFUSED=0
if not exist "%NOL_LOCK%\" set /a NOL_REFUSED+=1 >nul
if %NOL_REFUSED% GEQ 3 goto cannot_write
set /a NOL_WAITED+=1 >nul
if %NOL_WAITED% EQU 10 call :say_what_it_waits_for
rem No build takes ten minutes: that lock was left behind.
if %NOL_WAITED% LSS 600 goto wait
rmdir /s /q "%NOL_LOCK%" 2>nul
set NOL_WAITED=0
:wait
ping -n 2 127.0.0.1 >nul
goto lock
:locked
call :up_to_date
if not errorlevel 1 goto unlock
set "NOL_MAVEN="
for %%m in (mvn.cmd mvn.bat mvn.exe) do if not defined NOL_MAVEN set "NOL_MAVEN=%%~$PATH:m"
if not defined NOL_MAVEN goto no_maven
setlocal EnableDelayedExpansion
>&2 echo nol: building (once; log: !NOL_LOG!)
endlocal
type nul >"%NOL_LOCK%\started"
pushd "%NOL_ROOT%"
call mvn -B -q -Dquick -Dmaven.test.skip=true package -pl nolmq-cli -am >"%NOL_LOG%" 2>&1 <nul
set NOL_BUILD_RESULT=%ERRORLEVEL%
popd
if not "%NOL_BUILD_RESULT%"=="0" goto build_failed
call :find_jar
if not defined NOL_JAR goto no_jar
rem What changed while Maven was running is built the next time.
powershell -NoProfile -NonInteractive -Command "(Get-Item -LiteralPath (Join-Path $env:NOL_BUILT $env:NOL_JAR)).LastWriteTime = (Get-Item -LiteralPath (Join-Path $env:NOL_LOCK 'started')).LastWriteTime" >nul 2>nul
del /q "%NOL_BUILT%\nol-*.jsa*" 2>nul
:unlock
rmdir /s /q "%NOL_LOCK%" 2>nul

rem ---- The run ----
:run
call :find_jar
set "NOL_CLASS_PATH=%NOL_BUILT%\%NOL_JAR%;%NOL_BUILT%\lib\*"
rem An archive of loaded classes for each JDK: it shortens the start. Made once after a build; empty where it cannot be
rem made. Of the files in the order of their age, the archive has to come behind the jar.
set "NOL_ARCHIVE=nol-%NOL_VERSION%.jsa"
set "NOL_ARCHIVED="
for /f "delims=" %%f in ('dir /b /a:-d /o:d "%NOL_BUILT%\nol*"') do (
    if /i "%%f"=="%NOL_ARCHIVE%" set "NOL_ARCHIVED=1"
    if /i "%%f"=="%NOL_JAR%" set "NOL_ARCHIVED="
)
if not defined NOL_ARCHIVED call :archive
set NOL_SHARING=
for %%a in ("%NOL_BUILT%\%NOL_ARCHIVE%") do if exist "%%~a" if %%~za GTR 0 set NOL_SHARING="-XX:SharedArchiveFile=%%~a"
set "NOL_COLLECTOR=-XX:+UseSerialGC -Xmn24m"
if defined NOL_OPTS echo "%NOL_OPTS%" | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "NOL_COLLECTOR="
"%NOL_JAVA%" -Xshare:auto %NOL_SHARING% -Xlog:disable %NOL_COLLECTOR% -XX:AllocatePrefetchLines=16 -Dsun.net.inetaddr.ttl=3 -Dsun.net.inetaddr.negative.ttl=1 %NOL_OPTS% -cp "%NOL_CLASS_PATH%" io.nolmq.cli.NolCommand %*
exit /b %ERRORLEVEL%

rem Sets NOL_JAR to the name of the newest jar of the command, or to nothing.
:find_jar
set "NOL_JAR="
for /f "delims=" %%j in ('dir /b /a:-d /o:d "%NOL_BUILT%\nolmq-cli-*.jar" 2^>nul') do call :consider "%%j"
exit /b 0

:consider
set "NOL_NAME=%~n1"
if /i "%NOL_NAME:~-8%"=="-sources" exit /b 0
if /i "%NOL_NAME:~-8%"=="-javadoc" exit /b 0
if /i "%NOL_NAME:~-6%"=="-tests" exit /b 0
set "NOL_JAR=%~1"
exit /b 0

rem Whether the jar is there and no source is newer.
:up_to_date
if not exist "%NOL_BUILT%\lib\" exit /b 1
call :find_jar
if not defined NOL_JAR exit /b 1
powershell -NoProfile -NonInteractive -Command "$r = $env:NOL_ROOT; $jar = (Get-Item -LiteralPath (Join-Path $env:NOL_BUILT $env:NOL_JAR)).LastWriteTime; $s = @(Join-Path $r 'pom.xml'); foreach ($m in 'core','curve','websocket','lab','cli') { $s += Join-Path $r ('nolmq-' + $m + '\pom.xml'); $s += Join-Path $r ('nolmq-' + $m + '\src\main') }; $new = $s | Where-Object { Test-Path -LiteralPath $_ } | ForEach-Object { Get-Item -LiteralPath $_; Get-ChildItem -LiteralPath $_ -Recurse } | Where-Object { $_.LastWriteTime -gt $jar } | Select-Object -First 1; if ($new) { exit 1 }"
exit /b %ERRORLEVEL%

rem Made beside its place and moved there whole, so that another start never finds half of it.
:archive
set "NOL_NEW_ARCHIVE=%NOL_BUILT%\%NOL_ARCHIVE%.%RANDOM%"
type nul 2>nul >"%NOL_NEW_ARCHIVE%"
if not exist "%NOL_NEW_ARCHIVE%" exit /b 0
del /q "%NOL_NEW_ARCHIVE%"
"%NOL_JAVA%" -Xshare:auto -Xlog:disable -XX:+UseSerialGC "-XX:ArchiveClassesAtExit=%NOL_NEW_ARCHIVE%" -cp "%NOL_CLASS_PATH%" io.nolmq.cli.NolCommand bench lat --count 100 --csv >nul 2>nul <nul
if errorlevel 1 del /q "%NOL_NEW_ARCHIVE%" 2>nul
if not exist "%NOL_NEW_ARCHIVE%" type nul >"%NOL_NEW_ARCHIVE%"
move /y "%NOL_NEW_ARCHIVE%" "%NOL_BUILT%\%NOL_ARCHIVE%" >nul 2>nul
if exist "%NOL_NEW_ARCHIVE%" del /q "%NOL_NEW_ARCHIVE%" 2>nul
exit /b 0

:say_what_it_waits_for
setlocal EnableDelayedExpansion
>&2 echo nol: waits for another build; when there is none, remove !NOL_LOCK!
exit /b 0

rem ---- What can go wrong ----
rem Delayed expansion, so that no character of a path means anything to echo.

:no_java_at_home
setlocal EnableDelayedExpansion
>&2 echo nol: no Java at JAVA_HOME: JAVA_HOME=!JAVA_HOME!; set it to a JDK 17 or newer, or unset it
exit /b 1

:no_java
>&2 echo nol: no Java found: install a JDK 17 or newer, or set JAVA_HOME
exit /b 1

:old_java
setlocal EnableDelayedExpansion
>&2 echo nol: needs Java 17 or newer, found Java !NOL_VERSION!: !NOL_JAVA!; set JAVA_HOME to a newer JDK
exit /b 1

:cannot_write
setlocal EnableDelayedExpansion
>&2 echo nol: cannot build: cannot write to !NOL_ROOT!\target
exit /b 1

:no_maven
rmdir /s /q "%NOL_LOCK%" 2>nul
>&2 echo nol: cannot build: no mvn found; install Maven 3.8.7 or newer
exit /b 1

:build_failed
setlocal EnableDelayedExpansion
rmdir /s /q "!NOL_LOCK!" 2>nul
>&2 type "!NOL_LOG!"
>&2 echo nol: the build failed: log=!NOL_LOG!
exit /b 1

:no_jar
setlocal EnableDelayedExpansion
rmdir /s /q "!NOL_LOCK!" 2>nul
>&2 echo nol: the build left no jar in !NOL_BUILT!: log=!NOL_LOG!
exit /b 1
