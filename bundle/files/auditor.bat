@echo off
rem The program's commands: auditor.bat check report.docx
setlocal
set python="%~dp0python\python.exe"
if not exist %python% goto search
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
:search
set python=py -3.14
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
set python=py -3.13
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
set python=py -3.12
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
set python=py -3.11
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
set python=python
%python% -I -S "%~dp0files\suits.py" >nul 2>nul
if %errorlevel%==0 goto run
chcp 65001 >nul
type "%~dp0files\no-python.txt"
exit /b 2
:run
%python% -I -S "%~dp0files\start.py" %*
