using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crossbar.Tool.Tests;

/// <summary>A Slurm cluster of this machine alone: a controller and a node on ports of their own, in a folder that goes with it.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];

    public SlurmCluster()
    {
        Directory.CreateDirectory(_folder["state"]);
        Directory.CreateDirectory(_folder["spool"]);
        var (host, user) = (Dns.GetHostName(), Environment.UserName);
        // In quotes: the folder for temporary files may have a space in its name.
        File.WriteAllText(Configuration, $"""
            ClusterName=crossbar
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser={user}
            SlurmdUser={user}
            AuthType=auth/none
            CredType=cred/none
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            StateSaveLocation="{_folder["state"]}"
            SlurmdSpoolDir="{_folder["spool"]}"
            SlurmctldPidFile="{_folder["slurmctld.pid"]}"
            SlurmdPidFile="{_folder["slurmd.pid"]}"
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            NodeName={host} NodeAddr=127.0.0.1 CPUs={Environment.ProcessorCount} State=UNKNOWN
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
        try
        {
            foreach (var daemon in (string[])["slurmctld", "slurmd"])
            {
                _daemons.Add(Start(daemon, "-D", "-f", Configuration));
                // A pipe that nobody reads would stop it once it is full.
                _daemons[^1].BeginOutputReadLine();
                _daemons[^1].BeginErrorReadLine();
            }

            WaitForNode(host);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private string Configuration => _folder["slurm.conf"];

    /// <summary>Submits a script and waits until all its tasks have ended well.</summary>
    public void Submit(string script) => Run("sbatch", "--wait", script);

    // A node that goes down would never end a job.
    private static void WaitForExit(Process process)
    {
        if (process.WaitForExit(Patience))
            return;
        process.Kill();
        Assert.Fail($"{process.StartInfo.FileName} did not end within {Patience}.");
    }

    public void Dispose()
    {
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    private void WaitForNode(string host) => Poll.Until(
        () => Run("sinfo", "--noheader", "--states=idle").Contains(host, StringComparison.Ordinal), Patience, () => $"The node is not ready:\n{Run("sinfo")}");

    private string Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        WaitForExit(process);
        Assert.True(process.ExitCode == 0 || program == "sinfo", $"{program}: {output.Result}{error.Result}");
        return output.Result;
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Configuration;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
