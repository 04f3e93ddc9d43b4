using Mnist;

Console.WriteLine($"{MnistCrossbar.InputShape} to {MnistCrossbar.ClassCount} classes; a blank image is {MnistCrossbar.Classify(new float[MnistCrossbar.InputLength])}");
