@echo off
rem The program's commands: auditor.bat check report.docx
setlocal
set python="%~dp0python\python.exe"
%python% -I -S "%~dp0files\suits.py" >nul 2>nul && goto run
for %%v in (3.14 3.13 3.12 3.11) do (
  set python=py -%%v
  py -%%v -I -S "%~dp0files\suits.py" >nul 2>nul && goto run
)
set python=python
python -I -S "%~dp0files\suits.py" >nul 2>nul && goto run
chcp 65001 >nul
type "%~dp0files\no-python.txt"
exit /b 2
:run
%python% -I -S "%~dp0files\start.py" %*
