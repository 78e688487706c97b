@echo off
rem The workbench in the browser; a mistake stays on the screen until a key is pressed.
call "%~dp0auditor.bat" serve %*
if errorlevel 1 pause
